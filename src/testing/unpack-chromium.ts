import chromium from '@sparticuz/chromium'

// Runs as a separate program, because the package reads the target folder from TMPDIR at import.
console.log(await chromium.executablePath())
