// The script of the widget page.
document.documentElement.classList.add('scripted')
