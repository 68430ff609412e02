// The script of the console page.
document.documentElement.classList.add('scripted')
