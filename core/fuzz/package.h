/* What keeps mutated packages worth running: a true header and true section lengths.
 *
 * Input of loader.c: a package. Input of runner.c: a package, then a text; the header's length says where it begins.
 * Blind mutation would fail the checksum every time, so three mutants in four change the inside of one section (or the
 * text), half of them by making one byte a little more or less, and fifteen in sixteen get length and checksum put
 * right. The rest keep the checks of the header honest. */
#ifndef PN_FUZZ_PACKAGE_H
#define PN_FUZZ_PACKAGE_H
#include "../pinnace.c"

#include <stdlib.h>
#include <string.h>

#define CHECK(condition) do { if (!(condition)) abort(); } while (0)

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

struct part {
    size_t begin, end; /* of a section's content, or of the text */
    size_t prefix;     /* where its kind byte lies; the length follows */
};

/* Bytes of the package itself; the rest is text. */
static size_t package_length(const uint8_t *data, size_t size) {
    size_t length = size < HEADER ? size : load32(data + 8);
    return length < HEADER || length > size ? size : length;
}

/* The three sections and the text; 0 where the package does not even have that shape. */
static int package_parts(const uint8_t *data, size_t size, struct part parts[4]) {
    size_t length = package_length(data, size);
    if (length < HEADER) return 0;
    struct reader r = {data + HEADER, data + length};
    for (int i = 0; i < 3; i++) {
        struct reader content;
        uint32_t kind, n;
        parts[i].prefix = (size_t)(r.at - data);
        if (read_byte(&r, &kind) || read_varint(&r, 0xFFFFFFFFu, &n) || read_part(&r, n, &content)) return 0;
        parts[i].begin = (size_t)(content.at - data), parts[i].end = (size_t)(content.end - data);
    }
    parts[3].prefix = parts[3].begin = length, parts[3].end = size;
    return 1;
}

static void package_seal(uint8_t *data, size_t length) {
    uint8_t start[8] = {0x89, 'P', 'N', 'C', PN_FORMAT, 1, 0, 0};
    if (length < HEADER) return;
    if (data[5] > 1) start[5] = PN_LEVEL; /* networks stay networks */
    memcpy(data, start, sizeof start);
    uint32_t numbers[2] = {(uint32_t)length, crc32(data + HEADER, length - HEADER)};
    memcpy(data + 8, numbers, sizeof numbers);
}

/* Replaces parts[k] by `content`, with its new length before it; returns the new size, or 0 when there is no room. */
static size_t package_replace(uint8_t *data, size_t size, size_t max_size, const struct part *part, int section,
                              const uint8_t *content, size_t n) {
    uint8_t head[6];
    size_t head_size = 0;
    if (section) {
        head[head_size++] = data[part->prefix];
        for (size_t left = n; head_size == 1 || left; left >>= 7) head[head_size++] = (uint8_t)((left & 127) | (left > 127) << 7);
    }
    size_t tail = size - part->end, total = part->prefix + head_size + n + tail;
    if (total > max_size) return 0;
    memmove(data + part->prefix + head_size + n, data + part->end, tail);
    memcpy(data + part->prefix, head, head_size);
    memcpy(data + part->prefix + head_size, content, n);
    return total;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed) {
    struct part parts[4];
    if (seed % 4 && package_parts(data, size, parts)) {
        unsigned int k = seed / 4 % 4;
        size_t n = parts[k].end - parts[k].begin, length = parts[3].begin, room = n + 64;
        uint8_t *content = malloc(room);
        memcpy(content, data + parts[k].begin, n);
        if (seed / 256 % 2 && n) content[seed / 512 % n] += (uint8_t)(seed / 256 % 33 - 16); /* a number a little off */
        else n = LLVMFuzzerMutate(content, n, room);
        size_t fresh = package_replace(data, size, max_size, &parts[k], k < 3, content, n);
        free(content);
        if (!fresh) return size;
        if (seed / 16 % 16) package_seal(data, k < 3 ? length + fresh - size : length);
        return fresh;
    }
    size = LLVMFuzzerMutate(data, size, max_size);
    if (seed / 16 % 16) package_seal(data, package_length(data, size));
    return size;
}
#endif
