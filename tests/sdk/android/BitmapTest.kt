package pinnace

import android.graphics.Bitmap
import java.io.File
import java.nio.ByteBuffer
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Test

/** A stand-in for Android's class, of our own stub: [argb] as Android's getPixels gives it. */
private class Painted(private val wide: Int, private val argb: IntArray, private val kept: Config = Config.ARGB_8888) : Bitmap() {
    override fun getWidth() = wide
    override fun getHeight() = argb.size / wide
    override fun getConfig() = kept
    override fun copy(config: Config, isMutable: Boolean) = Painted(wide, argb, config)
    override fun getPixels(pixels: IntArray, offset: Int, stride: Int, x: Int, y: Int, width: Int, height: Int) {
        for (row in 0 until height) argb.copyInto(pixels, offset + row * stride, (y + row) * wide + x, (y + row) * wide + x + width)
    }
}

/** Bitmaps, against the stand-in: the pixels that arrive are those of the RGBA face, in bands or not. */
class BitmapTest {
    private val model = Model.load(File(System.getProperty("fixture"), "cover.pinnace"))

    @Test fun `a bitmap is its pixels`() {
        for ((width, height) in listOf(1 to 1, 7 to 5, 200 to 170, 20_000 to 3)) {
            val argb = IntArray(width * height) { it * -1640531527 }
            val rgba = ByteBuffer.allocate(4 * argb.size)
            for (color in argb) for (shift in listOf(16, 8, 0, 24)) rgba.put((color shr shift).toByte())
            rgba.flip()
            for (turn in 1..8) {
                assertEquals(model.predict(rgba, width, height, turn), model.predict(Painted(width, argb), turn))
                assertArrayEquals(model.seen(rgba, width, height, turn).rgb, model.seen(Painted(width, argb), turn).rgb)
            }
        }
    }

    @Test fun `what is no picture is refused`() {
        val wide = Painted(65_536, IntArray(65_536))
        assertEquals("input.picture", assertThrows(PinnaceError::class.java) { model.predict(wide) }.code)
        assertThrows(PinnaceError::class.java) { model.predict(Painted(1, IntArray(1)), 9) }
    }
}
