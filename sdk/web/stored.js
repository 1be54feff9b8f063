// @ts-check
/**
 * How browsers shall decode pictures: values as they are stored, like everywhere else. No colour profile is applied (in
 * training none was), and no colour is darkened by its alpha: background and alpha are the core's business.
 */
export const STORED = /** @type {const} */ ({ colorSpaceConversion: "none", premultiplyAlpha: "none" });
