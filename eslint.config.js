import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const noWorld = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Time comes in as an argument (Clock).' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes in as an argument (Clock).' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Randomness comes in as an argument.' },
  { selector: 'CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate)$/]', message: 'Timers come from the Clock.' },
];

export default tseslint.config(
  { ignores: ['out', 'node_modules', '**/*.config.js', '**/*.cjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A port's method is asynchronous even where one implementation is not.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.name=/^use(Memo|Effect|Callback)$/] > ArrayExpression > MemberExpression[property.name="rows"]:not([object.name="props"])',
          message: 'A live table’s map changes in place, so it never tells of a change: depend on the table itself.',
        },
        {
          selector: 'MemberExpression[object.callee.name="useTable"][property.name="rows"]',
          message: 'A live table’s map changes in place, so it never tells of a change: keep the table, and depend on it.',
        },
      ],
    },
  },
  // Time and randomness are ports of the host everywhere in the engine, so that it can run in a simulation.
  {
    files: ['core/**/*.ts'],
    ignores: ['core/host/system-clock.ts', '**/*.test.ts', '**/testing/**'],
    rules: { 'no-restricted-syntax': ['error', ...noWorld] },
  },
);
