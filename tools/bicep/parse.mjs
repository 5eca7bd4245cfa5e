// node parse.mjs <file.bicep>...   Prints a JSON array, for each file its syntax tree: { file, root }.
// The grammar is WebAssembly: nothing native is built, so `npm ci --ignore-scripts` is all the set-up there is.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Language, Parser } from 'web-tree-sitter'

await Parser.init()
const parser = new Parser()
parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')))

const plain = node => ({
  type: node.type,
  text: node.text,
  line: node.startPosition.row + 1,
  isError: node.isError || node.isMissing,
  // Without punctuation and comments; but an error may be a missing piece of punctuation.
  children: node.children
    .filter(child => child.isNamed ? child.type !== 'comment' : child.isError || child.isMissing || child.type === 'existing')
    .map(plain),
})

const trees = process.argv.slice(2).map(file => ({ file, root: plain(parser.parse(readFileSync(file, 'utf8')).rootNode) }))
process.stdout.write(JSON.stringify(trees))
