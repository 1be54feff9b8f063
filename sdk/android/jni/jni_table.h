/* The part of the Java Native Interface that pinnace_jni.c uses, so that compiling it needs no JDK and no NDK.
 * The table's order is fixed by the specification (docs.oracle.com/en/java/javase/17/docs/specs/jni/functions.html);
 * tests hold it against a JDK's own jni.h. */
#ifndef PN_JNI_TABLE_H
#define PN_JNI_TABLE_H
#include <stdint.h>

typedef struct jni_object *jni_object;        /* jclass, jbyteArray, jintArray, jlongArray, a ByteBuffer */
typedef const struct jni_table *const jni_env; /* functions get a jni_env * */

struct jni_table {
    const void *before_array_length[171];
    int32_t (*get_array_length)(jni_env *, jni_object array);
    const void *before_new_byte_array[4];
    jni_object (*new_byte_array)(jni_env *, int32_t length);
    const void *before_get_byte_array_region[23];
    void (*get_byte_array_region)(jni_env *, jni_object array, int32_t start, int32_t length, uint8_t *to);
    const void *before_set_byte_array_region[7];
    void (*set_byte_array_region)(jni_env *, jni_object array, int32_t start, int32_t length, const uint8_t *from);
    const void *before_set_long_array_region[3];
    void (*set_long_array_region)(jni_env *, jni_object array, int32_t start, int32_t length, const int64_t *from);
    const void *before_get_primitive_array_critical[9];
    void *(*get_primitive_array_critical)(jni_env *, jni_object array, uint8_t *is_copy);
    void (*release_primitive_array_critical)(jni_env *, jni_object array, void *at, int32_t mode);
    const void *before_get_direct_buffer_address[6];
    void *(*get_direct_buffer_address)(jni_env *, jni_object buffer);
    int64_t (*get_direct_buffer_capacity)(jni_env *, jni_object buffer);
};
#endif
