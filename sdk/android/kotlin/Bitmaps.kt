@file:JvmName("Bitmaps")

package pinnace

import android.graphics.Bitmap
import java.nio.ByteOrder

private const val BAND = 1 shl 14 // pixels that are read at a time

/**
 * A picture. [orientation]: EXIF's, 1 … 8, for a bitmap is as its file stored it.
 * Throws PinnaceError `input.picture` for a side above 65,535, and from a model of texts.
 */
public fun Model.predict(bitmap: Bitmap, orientation: Int = 1): Answer =
    picture(bitmap.width, bitmap.height, orientation, null) { it.write(bitmap) }

/** What the model sees of a picture. */
public fun Model.seen(bitmap: Bitmap, orientation: Int = 1): Picture =
    seen(bitmap.width, bitmap.height, orientation) { it.write(bitmap) }

/** Android gives colours as sRGB, not multiplied by alpha, which is what the core takes (spec/image.md). */
private fun Session.write(bitmap: Bitmap) {
    // HARDWARE, younger than what this is compiled for: its pixels are out of reach
    val readable = if (bitmap.config?.name == "HARDWARE") bitmap.copy(Bitmap.Config.ARGB_8888, false) else bitmap
    val width = readable.width
    val rows = (BAND / width).coerceIn(1, readable.height)
    val colors = IntArray(width * rows)
    val bytes = memory(4L * width * rows).order(ByteOrder.BIG_ENDIAN)
    for (y in 0 until readable.height step rows) {
        val n = minOf(rows, readable.height - y) * width
        readable.getPixels(colors, 0, width, 0, y, width, n / width)
        for (i in 0 until n) bytes.putInt(4 * i, Integer.rotateLeft(colors[i], 8)) // ARGB to RGBA
        write(bytes, 0, 4 * n)
    }
}
