const brands: Record<string, string> = {
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  viber: 'Viber',
  vk: 'VK',
}

/** A messenger as it writes its name, in every language; others as the source calls them. */
export const messengerName = (messenger: string): string =>
  (Object.hasOwn(brands, messenger) && brands[messenger]) || messenger
