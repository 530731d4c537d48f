/** Prefixes of the global ids of products and categories. */
export const PRODUCT_PREFIX = 'prd';
export const CATEGORY_PREFIX = 'cat';
