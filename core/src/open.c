/* pn_measure and pn_open: the same reading, without memory to verify and measure, with memory to lay out as well. */
#include "session.h"

/* The model struct is too large for small stacks; measuring keeps one there all the same (about 12 KB, with networks 60 KB). */
static int32_t measure(const uint8_t *package, size_t size, struct pn_model *m, pn_need *need) {
    struct carver c = {0, 0, 0};
    carve(&c, sizeof(struct pn_model));
#ifdef ASKS_KERNELS
    m->kernels = kernels_choose();
#endif
    if (PN_TEXT) unicode_carve(&m->unicode, &c);
    PN_TRY(read_package(package, size, m, &c));
    need->model = c.used;
    need->labels = m->label_count, need->scores = m->values[m->scores].columns;
#if PN_EXPLAIN
    need->explain = explain_bytes(m);
    if (!need->explain) need->explain = 8;
#else
    need->explain = 0;
#endif
    struct carver s = {0, 0, 0};
    carve(&s, sizeof(struct pn_session));
    need->session = session_layout(m, 0, &s);
    return PN_OK;
}

PN_SELDOM int32_t pn_measure(const uint8_t *package, size_t size, pn_need *need) {
    struct pn_model m;
    return measure(package, size, &m, need);
}

struct kernels; /* what a core without networks does not have */
PN_INLINE int32_t open_with(const struct kernels *kernels, const uint8_t *package, size_t size, void *memory, size_t memory_size,
                         const pn_model **model) {
    if (!memory || (uintptr_t)memory % 8) return PN_MEMORY_SMALL;
    struct carver c = {memory, memory_size, 0};
    struct pn_model *m = carve(&c, sizeof *m);
    if (!m) return PN_MEMORY_SMALL;
    if (PN_TEXT) unicode_carve(&m->unicode, &c);
    if (c.used > c.size) return PN_MEMORY_SMALL;
    if (PN_TEXT) unicode_unpack(&m->unicode);
#ifdef ASKS_KERNELS
    m->kernels = kernels;
#else
    (void)kernels;
#endif
    PN_TRY(read_package(package, size, m, &c)); /* verified once more, in the very reading that lays out */
    if (c.used > c.size) return PN_MEMORY_SMALL;
    *model = m;
    return PN_OK;
}

PN_SELDOM int32_t pn_open(const uint8_t *package, size_t size, void *memory, size_t memory_size, const pn_model **model) {
#ifdef ASKS_KERNELS
    return open_with(kernels_choose(), package, size, memory, memory_size, model);
#else
    return open_with(0, package, size, memory, memory_size, model);
#endif
}

#if defined(PN_NETWORKS) && !defined(PN_DEVICE) && !defined(__wasm__)
const char *pn_instructions(uint32_t index) { return index < KERNELS ? all_kernels[index]->name : 0; }

int32_t pn_open_with(uint32_t index, const uint8_t *package, size_t size, void *memory, size_t memory_size, const pn_model **model) {
    if (index >= KERNELS || !kernels_run_here(index)) return PN_PACKAGE_CORE;
    return open_with(all_kernels[index], package, size, memory, memory_size, model);
}
#endif

const uint8_t *pn_label(const pn_model *m, uint32_t index, size_t *length) {
    if (index >= m->label_count) return 0;
    *length = m->package[m->label_at[index]];
    return m->package + m->label_at[index] + 1;
}

uint32_t pn_version(void) { return PN_ABI << 16 | PN_LEVEL << 8 | PN_FORMAT; }
