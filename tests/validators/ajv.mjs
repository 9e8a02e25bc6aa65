// Prints, as JSON, ajv's verdict on every document in the folders of a folder.
//
//   node ajv.mjs SCHEMAS DOCUMENTS
//
// A folder of DOCUMENTS bears the name of the kind whose schema its documents
// are held against. Strict mode makes ajv throw on every schema that is unclear.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import Ajv2020 from "ajv/dist/2020.js";

const [schemas, documents] = process.argv.slice(2);
const read = (...path) => JSON.parse(readFileSync(join(...path), "utf-8"));
const verdicts = {};

for (const kind of readdirSync(documents)) {
  const validate = new Ajv2020({ strict: true }).compile(read(schemas, `${kind}.schema.json`));
  for (const name of readdirSync(join(documents, kind))) {
    verdicts[`${kind}/${name}`] = validate(read(documents, kind, name));
  }
}

console.log(JSON.stringify(verdicts));
