/* Training: whole pictures as a network will see them (host library only). */
#include "session.h" /* <- image */

uint64_t pn_look_memory(const pn_view *view) {
    struct image m;
    struct carver c = {0, 0, 0};
    if (!view_valid(view)) return 0;
    image_layout(&m, view, 0, &c);
    return c.used;
}

int32_t pn_look(const pn_view *view, const uint8_t *picture, size_t length, void *memory, size_t memory_size, uint8_t *seen) {
    struct image m;
    uint64_t need = pn_look_memory(view);
    struct carver c = {memory, memory_size, 0};
    if (!need || !memory || (uintptr_t)memory % 8 || memory_size < need) return PN_MEMORY_SMALL;
    image_layout(&m, view, seen, &c);
    image_reset(&m);
    PN_TRY(image_write(&m, picture, length));
    return image_finish(&m);
}
