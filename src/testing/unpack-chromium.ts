import chromium from '@sparticuz/chromium'

// Runs by itself, with TMPDIR naming the folder to fill: the package reads it at import.
console.log(await chromium.executablePath())
