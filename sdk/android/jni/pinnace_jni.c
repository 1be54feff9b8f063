/* The core for Java's virtual machines: what kotlin/Core.kt declares, and nothing else. Like the core it allocates
 * nothing: every byte lies in direct buffers of the caller's, which the garbage collector frees. So it needs no libc. */
#include "pinnace.c"
#include "jni_table.h"

#define EXPORT(type, name) PN_SELDOM __attribute__((visibility("default"), used)) type Java_pinnace_Core_##name
#define HANDLE(type, handle) ((type *)(uintptr_t)(handle))

#ifdef PN_NETWORKS
#define SEES pn_sees
#define SEEN pn_seen
#else /* this core reads texts only */
#define SEES(model) (const pn_view *)0
#define SEEN(session, rgb, size) PN_INPUT_PICTURE
#endif

enum { PIECE = 4096, MODE_COMMIT = 0, MODE_UNCHANGED = 2 };

/* Writes the first n of {value, width, height} to an array. */
static int32_t give(jni_env *env, jni_object array, int32_t error, const void *value, const pn_view *view, int32_t n) {
    int64_t found[3] = {(int64_t)(uintptr_t)value, view ? view->width : 0, view ? view->height : 0};
    if (!error) (*env)->set_long_array_region(env, array, 0, n, found);
    return error;
}

EXPORT(int32_t, version)(jni_env *env, jni_object class) {
    (void)env, (void)class;
    return (int32_t)pn_version();
}

/* need (5,): bytes of model, session and explain; labels, scores */
EXPORT(int32_t, measure)(jni_env *env, jni_object class, jni_object package, jni_object need) {
    pn_need found;
    const uint8_t *bytes = (*env)->get_direct_buffer_address(env, package);
    int32_t error = pn_measure(bytes, (size_t)(*env)->get_direct_buffer_capacity(env, package), &found);
    (void)class;
    if (error) return error;
    int64_t numbers[5] = {(int64_t)found.model, (int64_t)found.session, (int64_t)found.explain, found.labels, found.scores};
    (*env)->set_long_array_region(env, need, 0, 5, numbers);
    return PN_OK;
}

/* found (3,): the model's handle; width and height of what it sees of pictures, 0 when it reads texts */
EXPORT(int32_t, open)(jni_env *env, jni_object class, jni_object package, jni_object memory, jni_object found) {
    const uint8_t *bytes = (*env)->get_direct_buffer_address(env, package);
    size_t size = (size_t)(*env)->get_direct_buffer_capacity(env, package);
    void *room = (*env)->get_direct_buffer_address(env, memory);
    const pn_model *model = 0;
    int32_t error = pn_open(bytes, size, room, (size_t)(*env)->get_direct_buffer_capacity(env, memory), &model);
    (void)class;
    return give(env, found, error, model, error ? 0 : SEES(model), 3);
}

/* Its UTF-8; NULL past the end. */
EXPORT(jni_object, label)(jni_env *env, jni_object class, int64_t model, int32_t index) {
    size_t length = 0;
    const uint8_t *text = pn_label(HANDLE(const pn_model, model), (uint32_t)index, &length);
    jni_object array = text ? (*env)->new_byte_array(env, (int32_t)length) : 0;
    (void)class;
    if (array) (*env)->set_byte_array_region(env, array, 0, (int32_t)length, text);
    return array;
}

EXPORT(int32_t, begin)(jni_env *env, jni_object class, int64_t model, jni_object memory, jni_object handle) {
    void *room = (*env)->get_direct_buffer_address(env, memory);
    size_t size = (size_t)(*env)->get_direct_buffer_capacity(env, memory);
    pn_session *session = 0;
    (void)class;
    return give(env, handle, pn_begin(HANDLE(const pn_model, model), room, size, &session), session, 0, 1);
}

/* answer (D + C,): scores, then probabilities. The text comes in pieces, so a long one is neither copied nor pinned. */
EXPORT(int32_t, predict)(jni_env *env, jni_object class, int64_t handle, jni_object text, jni_object answer, int32_t scores) {
    pn_session *session = HANDLE(pn_session, handle);
    int32_t length = (*env)->get_array_length(env, text), error = PN_OK;
    uint8_t piece[PIECE];
    (void)class;
    for (int32_t at = 0; at < length && !error; at += PIECE) {
        int32_t size = length - at < PIECE ? length - at : PIECE;
        (*env)->get_byte_array_region(env, text, at, size, piece);
        error = pn_write(session, piece, (size_t)size);
    }
    int32_t *to = (*env)->get_direct_buffer_address(env, answer);
    if (!error) error = pn_finish(session, to, (uint32_t *)(void *)(to + scores));
    if (error) pn_reset(session); /* nothing of this text is left for the next */
    return error;
}

/* A part of an input, bytes [from, from + length) of a direct buffer, which nobody copies. */
EXPORT(int32_t, write)(jni_env *env, jni_object class, int64_t session, jni_object bytes, int32_t from, int32_t length) {
    const uint8_t *at = (*env)->get_direct_buffer_address(env, bytes);
    (void)class;
    if (!at || from < 0 || length < 0 || (int64_t)from + length > (*env)->get_direct_buffer_capacity(env, bytes)) return PN_MEMORY_SMALL;
    return pn_write(HANDLE(pn_session, session), at + from, (size_t)length);
}

/* answer as of predict, once an input is written */
EXPORT(int32_t, finish)(jni_env *env, jni_object class, int64_t session, jni_object answer, int32_t scores) {
    int32_t *to = (*env)->get_direct_buffer_address(env, answer);
    (void)class;
    return pn_finish(HANDLE(pn_session, session), to, (uint32_t *)(void *)(to + scores));
}

/* rgb (height, width, 3): what the model saw of the last picture */
EXPORT(int32_t, seen)(jni_env *env, jni_object class, int64_t session, jni_object rgb) {
    uint8_t *to = (*env)->get_direct_buffer_address(env, rgb);
    size_t size = (size_t)(*env)->get_direct_buffer_capacity(env, rgb);
    (void)class, (void)session, (void)to, (void)size;
    return SEEN(HANDLE(const pn_session, session), to, size);
}

/* words (2 + 3 n,): bias and w, then begin, end and contribution of w words; n is the text's length in bytes */
EXPORT(int32_t, explain)(jni_env *env, jni_object class, int64_t session, jni_object text, int32_t column, jni_object scratch,
                         jni_object words) {
    size_t length = (size_t)(*env)->get_array_length(env, text), count = 0;
    void *room = (*env)->get_direct_buffer_address(env, scratch);
    size_t room_size = (size_t)(*env)->get_direct_buffer_capacity(env, scratch);
    uint8_t *from = (*env)->get_primitive_array_critical(env, text, 0);
    int32_t *to = from ? (*env)->get_primitive_array_critical(env, words, 0) : 0, error = PN_MEMORY_SMALL;
    (void)class;
    if (to) {
        error = pn_explain(HANDLE(pn_session, session), from, length, (uint32_t)column, room, room_size,
                           (pn_word *)(void *)(to + 2), length, &count, to);
        to[1] = (int32_t)count;
        (*env)->release_primitive_array_critical(env, words, to, MODE_COMMIT);
    }
    if (from) (*env)->release_primitive_array_critical(env, text, from, MODE_UNCHANGED);
    return error;
}
