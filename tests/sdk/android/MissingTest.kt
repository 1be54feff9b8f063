package pinnace

import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Test

/** Run without the shared library, as on a 32-bit device. */
class MissingTest {
    @Test fun `without a library the error has a name, each time`() {
        repeat(2) {
            assertEquals("core.missing", assertThrows(PinnaceError::class.java) { Model.load(ByteArray(0)) }.code)
        }
    }
}
