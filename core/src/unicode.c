/* The Unicode tables, unpacked once into the model's memory so that a lookup is two loads (spec/text.md). */
#include "base.h"
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

static uint32_t packed_varint(const uint8_t **at) {
    uint32_t sum = 0, shift = 0, byte;
    do byte = *(*at)++, sum |= (byte & 127) << shift, shift += 7;
    while (byte > 127);
    return sum;
}

static uint32_t packed_signed(const uint8_t **at) { /* zigzag; wraps, so that adding it subtracts */
    uint32_t v = packed_varint(at);
    return v >> 1 ^ (0u - (v & 1));
}

struct unpacker {
    const struct unicode *unicode;
    uint32_t used, entry; /* pages, entries */
    uint8_t own[UNICODE_BLOCKS];
};

/* This block, which may share its page with others so far, gets one of its own that looks the same. */
static void unpack_own(struct unpacker *p, uint32_t block) {
    const struct unicode *u = p->unicode;
    if (p->own[block]) return;
    const uint16_t class = u->pages[u->page[block] * 256u]; /* shared pages are of one class */
    for (uint32_t i = 0; i < 256; i++) u->pages[p->used * 256 + i] = class;
    p->own[block] = 1, u->page[block] = (uint8_t)p->used++;
}

static void unpack_fold(struct unpacker *p, uint32_t cp, uint32_t first, uint32_t second) {
    const struct unicode *u = p->unicode;
    unpack_own(p, cp >> 8);
    u->entries[p->entry * 2] = first, u->entries[p->entry * 2 + 1] = second;
    u->pages[u->page[cp >> 8] * 256u + (cp & 255)] = (uint16_t)(8 + p->entry++);
}

/* Blocks of one class share a page; a block that differs inside, or that folds, gets its own. */
static void unicode_unpack(const struct unicode *u) {
    struct unpacker p;
    p.unicode = u, p.used = 8, p.entry = 0; /* pages 0..7 hold one class each */
    pn_zero(p.own, sizeof p.own);
    for (uint32_t i = 0; i < 8 * 256; i++) u->pages[i] = (uint16_t)(i / 256);
    const uint8_t *at = pn_unicode_classes, *end = at + sizeof pn_unicode_classes;
    for (uint32_t cp = 0; at < end;) {
        uint32_t run = packed_varint(&at), stop = cp + (run >> 3), class = run & 7;
        while (cp < stop) {
            uint32_t block = cp >> 8;
            if (!(cp & 255)) { /* a block begins: whole if the run covers it */
                u->page[block] = (uint8_t)class;
                if (stop - cp >= 256) { cp += 256; continue; }
                unpack_own(&p, block);
            }
            u->pages[u->page[block] * 256u + (cp++ & 255)] = (uint16_t)class;
        }
    }
    at = pn_unicode_maps, end = at + sizeof pn_unicode_maps;
    for (uint32_t cp = 0; at < end;) {
        uint32_t gap = packed_varint(&at), count = packed_varint(&at), difference = packed_signed(&at), stride = (gap & 1) + 1;
        cp += gap >> 1;
        for (uint32_t i = 0; i < count; i++, cp += stride) unpack_fold(&p, cp, cp + difference, 0);
        cp -= stride - 1;
    }
    const uint8_t *gaps = pn_unicode_pairs, *firsts = gaps, *seconds;
    uint32_t cp = 0, first = 0, second = 0;
    for (uint32_t i = 0; i < PN_UNICODE_PAIRS; i++) packed_varint(&firsts);
    seconds = ++firsts; /* past the zero byte that ends the gaps */
    for (uint32_t i = 0; i < PN_UNICODE_PAIRS; i++) packed_varint(&seconds);
    for (uint32_t i = 0; i < PN_UNICODE_PAIRS; i++) {
        cp += packed_varint(&gaps), first += packed_signed(&firsts), second += packed_signed(&seconds);
        unpack_fold(&p, cp, first, second);
    }
}
