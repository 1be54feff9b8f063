/* The Unicode tables, unpacked once into the model's memory so that a lookup is two loads (spec/text.md). */
#include "range_decoder.c"
#include "unicode_data.h"

enum { SEPARATOR, LETTER, DIGIT, MARK, SINGLE, IGNORED, PUNCTUATION, TAIL };
#define UNICODE_BLOCKS 4352u /* 0x110000 / 256 */

struct unicode {
    uint8_t *page;     /* (UNICODE_BLOCKS,) which page describes a block of 256 code points */
    uint16_t *pages;   /* (PN_UNICODE_PAGES, 256) below 8: a class; else 8 + an entry */
    uint32_t *entries; /* (PN_UNICODE_ENTRIES, 2) what a code point folds to; the second may be 0 */
};

static void unicode_carve(struct unicode *u, struct carver *c) {
    u->page = carve(c, UNICODE_BLOCKS);
    u->pages = carve(c, PN_UNICODE_PAGES * 512u);
    u->entries = carve(c, PN_UNICODE_ENTRIES * 8u);
}

PN_INLINE uint32_t unicode_find(const struct unicode *u, uint32_t cp) { return u->pages[u->page[cp >> 8] * 256u + (cp & 255)]; }

/* Kinds of numbers in the packed tables, which core/tables/pack.py describes; LENGTH is one for each class. */
enum { CLASS, SECOND, DIFFERENCE, COUNT, STRIDE, GAP, LENGTH, KINDS = LENGTH + TAIL + 1 };
#define RECENT 8u

struct unpacker {
    const struct unicode *unicode;
    struct decoder decoder;
    struct bit contexts[KINDS][NUMBER_CONTEXTS];
    uint32_t recent[DIFFERENCE + 1][RECENT]; /* the last of some kinds, all different */
    uint32_t used;                           /* pages */
    uint8_t own[UNICODE_BLOCKS];
};

static uint32_t unpack_number(struct unpacker *p, uint32_t kind) {
    uint32_t value = 0;
    decode_number(&p->decoder, p->contexts[kind], &value);
    return value;
}

/* One of the last, by its place, or how it differs from the last (zigzag; wraps, so that adding it subtracts). */
static uint32_t unpack_recent(struct unpacker *p, uint32_t kind) {
    uint32_t *recent = p->recent[kind], at = unpack_number(p, kind), far = at - RECENT;
    uint32_t value = at < RECENT ? recent[at] : recent[0] + (far >> 1 ^ (0u - (far & 1)));
    for (at = at < RECENT ? at : RECENT - 1; at; at--) recent[at] = recent[at - 1];
    return recent[0] = value;
}

/* A block may share its page with others so far, which is of one class: then it gets one of its own that looks the same. */
static void unpack_point(struct unpacker *p, uint32_t cp, uint32_t what) {
    const struct unicode *u = p->unicode;
    const uint32_t block = cp >> 8;
    if (!p->own[block]) {
        for (uint32_t i = 0; i < 256; i++) u->pages[p->used * 256 + i] = u->page[block];
        p->own[block] = 1, u->page[block] = (uint8_t)p->used++;
    }
    u->pages[u->page[block] * 256u + (cp & 255)] = (uint16_t)what;
}

static void unicode_unpack(const struct unicode *u) {
    struct unpacker p;
    const struct reader packed = {pn_unicode, pn_unicode + sizeof pn_unicode};
    pn_zero(&p, sizeof p);
    p.unicode = u, p.used = 8; /* pages 0..7 hold one class each */
    decoder_start(&p.decoder, packed);
    bits_reset(p.contexts[0], KINDS * NUMBER_CONTEXTS);
    for (uint32_t i = 0; i < RECENT; i++) p.recent[CLASS][i] = i;
    for (uint32_t i = 0; i < 8 * 256; i++) u->pages[i] = (uint16_t)(i / 256);
    for (uint32_t cp = 0; cp >> 8 < UNICODE_BLOCKS;) {
        const uint32_t class = unpack_recent(&p, CLASS), end = cp + 1 + unpack_number(&p, LENGTH + class);
        while (cp < end) {
            if (!(cp & 255)) u->page[cp >> 8] = (uint8_t)class;
            if (!(cp & 255) && end - cp >= 256) cp += 256; /* a whole block of one class */
            else unpack_point(&p, cp++, class);
        }
    }
    for (uint32_t entry = 0, cp = 0; entry < PN_UNICODE_ENTRIES;) {
        const uint32_t second = unpack_recent(&p, SECOND), difference = unpack_recent(&p, DIFFERENCE);
        const uint32_t end = entry + 1 + unpack_number(&p, COUNT), stride = 1 + unpack_number(&p, STRIDE);
        cp = (cp + unpack_number(&p, GAP)) & 0x1FFFFF;
        for (; entry < end; entry++, cp += stride) {
            u->entries[entry * 2] = cp + difference, u->entries[entry * 2 + 1] = second;
            unpack_point(&p, cp, 8 + entry);
        }
        cp -= stride - 1;
    }
}
