import ts from 'typescript'

/**
 * Lets TypeScript read of a component what the linter shows it of that component: its script. It would otherwise read
 * the whole file, find another text when the file is linted, and work out the types of the workspace anew for every
 * single component.
 */
export function readScriptsOfComponents() {
  const readFile = ts.sys.readFile.bind(ts.sys)
  ts.sys.readFile = (path, encoding) => {
    const text = readFile(path, encoding)
    return text !== undefined && path.endsWith('.vue') ? scriptOf(text) : text
  }
}

/** @param {string} text */
function scriptOf(text) {
  return /^<script\b[^>]*>(.*?)^<\/script>/ms.exec(text)?.[1] ?? ''
}
