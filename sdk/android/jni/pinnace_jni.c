/* The core for Java's virtual machines: what kotlin/Core.kt declares, and nothing else. Like the core it allocates
 * nothing: every byte lies in direct buffers of the caller's, which the garbage collector frees. So it needs no libc. */
#include "pinnace.c"
#include "jni_table.h"

#define EXPORT(type, name) __attribute__((visibility("default"), used)) type Java_pinnace_Core_##name
#define HANDLE(type, handle) ((type *)(uintptr_t)(handle))

enum { PIECE = 4096, MODE_COMMIT = 0, MODE_UNCHANGED = 2 };

/* Writes {value} to an array of one. */
static int32_t give(jni_env *env, jni_object array, int32_t error, const void *value) {
    int64_t handle = (int64_t)(uintptr_t)value;
    if (!error) (*env)->set_long_array_region(env, array, 0, 1, &handle);
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

EXPORT(int32_t, open)(jni_env *env, jni_object class, jni_object package, jni_object memory, jni_object handle) {
    const uint8_t *bytes = (*env)->get_direct_buffer_address(env, package);
    size_t size = (size_t)(*env)->get_direct_buffer_capacity(env, package);
    void *room = (*env)->get_direct_buffer_address(env, memory);
    const pn_model *model = 0;
    (void)class;
    return give(env, handle, pn_open(bytes, size, room, (size_t)(*env)->get_direct_buffer_capacity(env, memory), &model), model);
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
    return give(env, handle, pn_begin(HANDLE(const pn_model, model), room, size, &session), session);
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
