package guide

import java.io.File
import java.nio.ByteBuffer
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import pinnace.Model

/** The Kotlin of docs/guides/android.md, which test_android.py puts beside this file. */
class GuideTest {
    private val file = File(System.getProperty("fixture"), "two.pinnace")

    @Test fun `it says a label and a share`() {
        assertTrue(Reviews(file.inputStream()).says("good, not bad").matches(Regex("label \\d, \\d+ %")))
    }

    @Test fun `it says why`() {
        assertEquals(3, Reviews(file.inputStream()).because("good, not bad at all").size)
    }

    @Test fun `it says what a frame is`() {
        val model = Model.load(File(System.getProperty("fixture"), "cover.pinnace"))
        assertTrue(labelOf(model, ByteBuffer.allocateDirect(4 * 6 * 4), 5, 4, rowStride = 24) in model.labels)
    }

    @Test fun `what is refused is null`() {
        assertNull(reviewsOrNull("junk".byteInputStream()))
    }
}
