import { CataloguePage } from '#dashboard/features/catalogue/catalogue-page.tsx'

export const CatalogueRoute = () => <CataloguePage />
