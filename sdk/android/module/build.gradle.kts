plugins {
    id("com.android.library")
    id("org.jetbrains.kotlin.android")
}

android {
    namespace = "pinnace.runtime"
    compileSdk = 34
    defaultConfig {
        minSdk = 21
        consumerProguardFiles("proguard.txt")
    }
}
