package android.graphics;

/** What Bitmaps.kt uses of Android's class, to compile it without an Android SDK. Never ships: a device has its own. */
public abstract class Bitmap {
    public enum Config { ARGB_8888 }

    public abstract int getWidth();

    public abstract int getHeight();

    public abstract Config getConfig();

    public abstract Bitmap copy(Config config, boolean isMutable);

    public abstract void getPixels(int[] pixels, int offset, int stride, int x, int y, int width, int height);
}
