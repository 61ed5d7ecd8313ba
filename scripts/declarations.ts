import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import type { Plugin } from 'vite';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
};

/**
 * Puts the declarations of some modules, and of those that they mention, beside the built code, as `types/…/NAME.d.ts`. Each is
 * made of its own file alone, so these modules have to write out the types of what they export.
 *
 * @param root folder below which modules keep their places
 */
export function declarations(root: string, modules: readonly string[]): Plugin {
  return {
    name: 'declarations',
    generateBundle() {
      const found = new Set(modules.map((file) => join(root, file)));
      // A set gives what is added to it on the way, too.
      for (const file of found) {
        const { outputText, diagnostics = [] } = ts.transpileDeclaration(
          readFileSync(file, 'utf8'),
          { fileName: file, compilerOptions: OPTIONS, reportDiagnostics: true },
        );
        for (const { messageText } of diagnostics) {
          this.error(`${file}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
        }
        const source = outputText.replace(/'(\.[^']+)\.ts'/g, (_, address: string) => {
          found.add(join(dirname(file), `${address}.ts`));
          return `'${address}.js'`;
        });
        const path = relative(root, file).replaceAll('\\', '/');
        this.emitFile({
          type: 'asset',
          fileName: `types/${path.replace(/\.ts$/, '.d.ts')}`,
          source,
        });
      }
    },
  };
}
