/** What the core says of an input, as an app reads it. */
export type Answer = {
    /** the likeliest; of equals, the first */
    label: string;
    /** exact multiples of 1/65536 that add up to 1 */
    probabilities: Record<string, number>;
    /** one for two labels, else one per label, in nats (exact multiples of 1/1024) */
    scores: number[];
};
