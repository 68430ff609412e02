// The script of the embed page.
document.documentElement.classList.add('scripted')
