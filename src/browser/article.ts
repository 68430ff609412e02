// The script of the article page.
document.documentElement.classList.add('scripted')
