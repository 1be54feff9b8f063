/* What every file of the core needs: a bounded reader over hostile bytes, a carver of caller-owned memory. */
#ifndef PN_BASE_H
#define PN_BASE_H
#include "../include/pinnace.h"

#define PN_INLINE static inline __attribute__((always_inline))
#if defined(PN_SMALL) && defined(__clang__)
#define PN_SELDOM __attribute__((minsize)) /* runs once a package, a session or a picture */
#else
#define PN_SELDOM
#endif
/* A core that pages of both kinds wait for: short cuts that only make something faster are left out. */
#ifdef PN_BOTH
#define BRIEF 1
#define PN_BRIEF static __attribute__((noinline))
#else
#define BRIEF 0
#define PN_BRIEF PN_INLINE
#endif
#define PN_TRY(call) do { int32_t error_ = (call); if (error_) return error_; } while (0)

/* Eight bytes at a time: every processor that runs this stores unaligned words. */
static void pn_zero(void *memory, size_t size) {
    uint8_t *to = memory;
    const uint64_t zero = 0;
    for (; size >= 8; size -= 8, to += 8) __builtin_memcpy(to, &zero, 8);
    while (size--) *to++ = 0;
}

static void pn_copy(uint8_t *to, const uint8_t *from, size_t size) {
    for (; size >= 8; size -= 8, to += 8, from += 8) __builtin_memcpy(to, from, 8);
    while (size--) *to++ = *from++;
}

/* --- reading: every function fails instead of passing `end` -------------------------------------------------------- */
struct reader {
    const uint8_t *at, *end;
};

static int32_t read_byte(struct reader *r, uint32_t *value) {
    if (r->at >= r->end) return PN_PACKAGE_LENGTH;
    *value = *r->at++;
    return PN_OK;
}

/* LEB128, at most 5 bytes, shortest form only (one number, one spelling), not above `limit`. */
static int32_t read_varint(struct reader *r, uint32_t limit, uint32_t *value) {
    uint64_t sum = 0;
    for (uint32_t shift = 0; shift < 35; shift += 7) {
        uint32_t byte;
        PN_TRY(read_byte(r, &byte));
        sum |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) {
            if ((byte == 0 && shift) || sum > limit) return PN_PACKAGE_NUMBER;
            *value = (uint32_t)sum;
            return PN_OK;
        }
    }
    return PN_PACKAGE_NUMBER;
}

/* `length` bytes as a reader of their own. */
static int32_t read_part(struct reader *r, uint32_t length, struct reader *part) {
    if ((size_t)(r->end - r->at) < length) return PN_PACKAGE_LENGTH;
    part->at = r->at;
    part->end = r->at += length;
    return PN_OK;
}

static uint32_t load16(const uint8_t *p) { return (uint32_t)p[0] | (uint32_t)p[1] << 8; }
static uint32_t load32(const uint8_t *p) { return load16(p) | load16(p + 2) << 16; }

/* --- carving: the same code measures (memory == NULL) and lays out ---------------------------------------------------- */
struct carver {
    uint8_t *memory; /* NULL while measuring */
    uint64_t size;   /* of `memory` */
    uint64_t used;   /* more than `size`: it was too small, and nothing lies outside it all the same */
};

static void *carve(struct carver *c, uint64_t size) {
    uint64_t at = c->used;
    c->used += (size + 7) & ~(uint64_t)7;
    return c->memory && c->used <= c->size ? c->memory + at : 0;
}
#endif
