/* pn_measure and pn_open: the same reading, without memory to verify and measure, with memory to lay out as well. */
#include "session.h"

/* The model struct is too large for small stacks; measuring keeps one there all the same (about 9 KB). */
static int32_t measure(const uint8_t *package, size_t size, struct pn_model *m, pn_need *need) {
    struct carver c = {0, 0, 0};
    carve(&c, sizeof(struct pn_model));
    unicode_carve(&m->unicode, &c);
    PN_TRY(read_package(package, size, m, &c));
    need->model = c.used;
    need->labels = m->label_count, need->scores = m->values[m->scores].n;
    need->explain = (uint64_t)m->most_rows * 8;
    if (!need->explain) need->explain = 8;
    struct carver s = {0, 0, 0};
    carve(&s, sizeof(struct pn_session));
    need->session = session_layout(m, 0, &s);
    return PN_OK;
}

int32_t pn_measure(const uint8_t *package, size_t size, pn_need *need) {
    struct pn_model m;
    return measure(package, size, &m, need);
}

int32_t pn_open(const uint8_t *package, size_t size, void *memory, size_t memory_size, const pn_model **model) {
    if (!memory || (uintptr_t)memory % 8) return PN_MEMORY_SMALL;
    struct carver c = {memory, memory_size, 0};
    struct pn_model *m = carve(&c, sizeof *m);
    if (!m) return PN_MEMORY_SMALL;
    unicode_carve(&m->unicode, &c);
    if (c.used > c.size) return PN_MEMORY_SMALL;
    unicode_unpack(&m->unicode);
    PN_TRY(read_package(package, size, m, &c)); /* verified once more, in the very reading that lays out */
    if (c.used > c.size) return PN_MEMORY_SMALL;
    *model = m;
    return PN_OK;
}

const uint8_t *pn_label(const pn_model *m, uint32_t index, size_t *length) {
    if (index >= m->label_count) return 0;
    *length = m->package[m->label_at[index]];
    return m->package + m->label_at[index] + 1;
}

uint32_t pn_version(void) { return PN_ABI << 16 | PN_LEVEL << 8 | PN_FORMAT; }
