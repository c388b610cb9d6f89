/** Two e-mails with one key are the same: case and the form of characters do not matter. */
export const emailKeyOf = (email: string): string => email.trim().normalize('NFKC').toLowerCase()
