import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Import ranks of `src/`: a folder imports only from folders of a lower rank, types included. The worker scores maps where
 * they are made, so it ranks above `evaluation`.
 */
const RANKS = {
  languages: 0,
  math: 0,
  image: 1,
  metrics: 1,
  weights: 1,
  nn: 2,
  kernels: 3,
  model: 3,
  inference: 4,
  released: 5,
  evaluation: 5,
  worker: 6,
  ui: 7,
  cli: 7,
  package: 7,
};

const zones = Object.entries(RANKS).map(([folder, rank]) => ({
  target: `./src/${folder}`,
  from: Object.keys(RANKS)
    .filter((other) => other !== folder && RANKS[other] >= rank)
    .map((other) => `./src/${other}`),
  message: `src/${folder} (rank ${rank}) may import only from folders of a lower rank.`,
}));

/** The authors' network can be deleted as one folder: others reach it through one file. */
const releasedDoor = {
  target: './src/!(released)/**/!(*.test).ts',
  from: './src/released',
  except: ['releasedCheckpoint.ts', 'testing'],
  message: 'src/released is reached through releasedCheckpoint.ts only.',
};

export default tseslint.config(
  { ignores: ['dist', 'lib', 'node_modules', 'training', 'test-results', 'playwright-report'] },
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    plugins: { 'import-x': importX },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: [...zones, releasedDoor] }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
  },
  {
    // The few rules that need types: what await and promises hide, and assertions that assert nothing.
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      // React takes an async function as an event handler; the state it sets tells of its failure.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
    },
  },
  {
    // tfjs belongs to the network and to the two places that own a backend.
    files: ['src/ui/**', 'src/image/**', 'src/metrics/**', 'src/math/**', 'src/weights/**'],
    // What the course computes in the page itself is held against tfjs.
    ignores: ['src/ui/learn/**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@tensorflow/*'], message: 'tfjs is not imported here.' }] },
      ],
    },
  },
  { files: ['src/ui/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  {
    // Declarations say what others export.
    files: ['**/*.config.{js,ts}', '**/*.d.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['scripts/**/*.mjs', 'examples/**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    // The script of a saved page.
    files: ['src/ui/share/sharedViewer.js'],
    languageOptions: { globals: { document: 'readonly', Event: 'readonly' } },
  },
  prettier,
);
