/* The entropy decoder of coded tensors: an adaptive binary range coder (spec/package.md, "Coded numbers").
 * Reading past the end yields zeros; `decoder_finished` then says whether the bytes were used exactly. */
#ifndef PN_RANGE_DECODER
#define PN_RANGE_DECODER
#include "base.h"

struct bit { /* a context: how likely the next bit is 0, in 1/65536, and how often it was asked */
    uint16_t zero;
    uint8_t seen;
};

struct decoder {
    const uint8_t *at, *end;
    uint32_t range, code;
};

static void bits_reset(struct bit *bits, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) bits[i].zero = 32768, bits[i].seen = 0;
}

static void decoder_start(struct decoder *d, struct reader bytes) {
    d->at = bytes.at, d->end = bytes.end;
    d->range = 0xFFFFFFFFu, d->code = 0;
    for (int i = 0; i < 4; i++) d->code = d->code << 8 | (d->at < d->end ? *d->at++ : 0);
}

static int decoder_finished(const struct decoder *d) { return d->at == d->end; }

static uint32_t decoder_split(struct decoder *d, uint32_t bound) {
    uint32_t bit = d->code >= bound;
    if (bit) d->code -= bound, d->range -= bound;
    else d->range = bound;
    while (d->range < 1u << 24) {
        d->range <<= 8;
        d->code = d->code << 8 | (d->at < d->end ? *d->at++ : 0);
    }
    return bit;
}

static uint32_t decode_even(struct decoder *d) { return decoder_split(d, d->range >> 1); }

/* Adapts by 1/2, 1/4, 1/4, 1/8 … down to 1/128: quick to learn, then steady. Kept within [32, 65504]. */
static uint32_t decode_bit(struct decoder *d, struct bit *b) {
    uint32_t bit = decoder_split(d, (d->range >> 16) * b->zero), rate = 32 - (uint32_t)__builtin_clz(b->seen + 1u);
    if (rate > 7) rate = 7;
    if (b->seen < 255) b->seen++;
    uint32_t zero = b->zero;
    zero = bit ? zero - (zero >> rate) : zero + ((65536 - zero) >> rate);
    b->zero = (uint16_t)(zero < 32 ? 32 : zero > 65504 ? 65504 : zero);
    return bit;
}

/* A number >= 0: its bit length in unary, two bits after the leading one by context, the rest even. */
#define NUMBER_CONTEXTS (26 + 26 * 4)

static int32_t decode_number(struct decoder *d, struct bit *contexts, uint32_t *value) {
    uint32_t length = 0;
    while (length < 26 && decode_bit(d, &contexts[length])) length++;
    if (length == 26) return PN_PACKAGE_DATA;
    uint32_t x = 1, node = 1;
    for (uint32_t i = length; i-- > 0;) {
        if (node < 4) {
            uint32_t bit = decode_bit(d, &contexts[26 + length * 4 + node]);
            x = x << 1 | bit, node = node << 1 | bit;
        } else x = x << 1 | decode_even(d);
    }
    *value = x - 1;
    return PN_OK;
}

/* A symbol below 2^width, most significant bit first, along a tree of contexts (2^width of them). */
static uint32_t decode_symbol(struct decoder *d, struct bit *tree, uint32_t width) {
    uint32_t node = 1;
    for (uint32_t i = 0; i < width; i++) node = node << 1 | decode_bit(d, &tree[node]);
    return node - (1u << width);
}
#endif
