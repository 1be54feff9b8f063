/** How everything here refuses. What the core's numbers mean in words is fetched when something went wrong. */
/** What went wrong: `code` is a row of spec/errors.md ("package.checksum"), `number` the core's own (0: not the core's). */
export declare class PinnaceError extends Error {
    code: string;
    number: number;
    /** @param {string} code @param {string} message @param {number} [number] @param {ErrorOptions} [options] */
    constructor(code: string, message: string, number?: number, options?: ErrorOptions);
}
