/* Reading a package: every byte is checked before anything runs (spec/package.md). */
#include "crc32.c"
#include "plan.c"

#define HEADER 16u
enum { SECTION_LABELS = 1, SECTION_TENSORS = 2, SECTION_PLAN = 3 };

/* UTF-8 without control characters: a label is printed, and must not move a terminal's cursor. */
static int label_valid(const uint8_t *s, uint32_t n) {
    static const uint32_t least[4] = {0x20, 0xA0, 0x800, 0x10000}; /* that needs so many bytes more, and is no control character */
    for (uint32_t i = 0; i < n;) {
        const uint32_t first = s[i++], more = (first >= 0xC0) + (first >= 0xE0) + (first >= 0xF0);
        uint32_t cp = more ? first & (0x3Fu >> more) : first;
        for (uint32_t k = 0; k < more; k++) {
            if (i == n || s[i] >> 6 != 2) return 0;
            cp = cp << 6 | (s[i++] & 63);
        }
        if (cp < least[more] || first >> 6 == 2 || first >= 0xF8 || cp == 0x7F || cp >> 11 == 0x1B || cp > 0x10FFFF) return 0;
    }
    return 1;
}

static int32_t read_labels(struct pn_model *m, struct reader *r, struct carver *c) {
    PN_TRY(read_varint(r, LIMIT_LABELS, &m->label_count));
    if (m->label_count < 2) return PN_PACKAGE_LABEL;
    const uint8_t *first = r->at;
    if (r->end - r->at > (ptrdiff_t)LIMIT_LABEL_BYTES) return PN_PACKAGE_LIMIT; /* comparing them all takes the square of that */
    m->label_at = carve(c, (uint64_t)m->label_count * 4);
    for (uint32_t i = 0; i < m->label_count; i++) {
        struct reader label;
        uint32_t length;
        if (m->label_at) m->label_at[i] = (uint32_t)(r->at - m->package);
        PN_TRY(read_byte(r, &length));
        PN_TRY(read_part(r, length, &label));
        if (length == 0 || !label_valid(label.at, length)) return PN_PACKAGE_LABEL;
        const uint8_t *other = first; /* a label twice would make answers ambiguous */
        for (uint32_t k = 0; k < i; k++, other += 1 + *other) {
            uint32_t same = *other == length;
            for (uint32_t b = 0; same && b < length; b++) same = other[1 + b] == label.at[b];
            if (same) return PN_PACKAGE_LABEL;
        }
    }
    return PN_OK;
}

/* With c->memory == NULL: verify and measure. Else lay out as well; `m` then lies in that memory. */
static int32_t read_package(const uint8_t *bytes, size_t size, struct pn_model *m, struct carver *c) {
    if (size < HEADER) return size >= 4 && load32(bytes) == 0x434E5089u ? PN_PACKAGE_LENGTH : PN_PACKAGE_MAGIC;
    if (load32(bytes) != 0x434E5089u) return PN_PACKAGE_MAGIC; /* 89 'P' 'N' 'C' */
    if (bytes[4] != PN_FORMAT) return PN_PACKAGE_VERSION;
    if (bytes[5] > PN_LEVEL) return PN_PACKAGE_CORE;
    uint32_t length = load32(bytes + 8);
    if (length < HEADER || length > size) return PN_PACKAGE_LENGTH; /* what follows is evidence: not the device's */
    if (crc32(bytes + HEADER, length - HEADER) != load32(bytes + 12)) return PN_PACKAGE_CHECKSUM;
    if (load16(bytes + 6)) return PN_PACKAGE_SECTION; /* reserved, zero */
    struct reader file = {bytes + HEADER, bytes + length};
    m->package = bytes;
#ifdef PN_NETWORKS
    m->level = bytes[5], m->carver = c;
#endif
    for (uint32_t expected = SECTION_LABELS; expected <= SECTION_PLAN; expected++) {
        uint32_t kind, part_length;
        struct reader part;
        PN_TRY(read_byte(&file, &kind));
        if (kind != expected) return PN_PACKAGE_SECTION;
        PN_TRY(read_varint(&file, 0xFFFFFFFFu, &part_length));
        PN_TRY(read_part(&file, part_length, &part));
        if (kind == SECTION_LABELS) PN_TRY(read_labels(m, &part, c));
        else if (kind == SECTION_TENSORS) PN_TRY(read_tensors(m, &part, c));
        else PN_TRY(read_plan(m, &part));
        if (part.at != part.end) return PN_PACKAGE_SECTION; /* no holes: nothing can hide in a package */
    }
#ifdef PN_NETWORKS
    m->carver = 0;
#endif
    return file.at == file.end ? PN_OK : PN_PACKAGE_SECTION;
}
