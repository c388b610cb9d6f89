import type { Config } from 'tailwindcss'

/** The design tokens. Colours are variables: styles.css gives each a value per theme. */
export default {
  darkMode: ['selector', '[data-theme="dark"]'],
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      page: 'var(--page)',
      surface: 'var(--surface)',
      sunken: 'var(--sunken)',
      line: 'var(--line)',
      strong: 'var(--line-strong)',
      ink: 'var(--ink)',
      quiet: 'var(--quiet)',
      accent: 'var(--accent)',
      'accent-ink': 'var(--accent-ink)',
      tint: 'var(--tint)',
      danger: 'var(--danger)',
      'danger-tint': 'var(--danger-tint)',
      warning: 'var(--warning)',
      success: 'var(--success)',
    },
    fontSize: {
      meta: ['12px', '16px'],
      table: ['13px', '20px'],
      body: ['14px', '20px'],
      lead: ['16px', '24px'],
      title: ['20px', '28px'],
    },
    fontWeight: { normal: '400', medium: '500', strong: '600' },
    borderRadius: { none: '0', DEFAULT: '6px', float: '10px', full: '9999px' },
    extend: {
      height: { control: 'var(--control)', row: 'var(--row)' },
      size: { control: 'var(--control)' },
    },
  },
} satisfies Config
