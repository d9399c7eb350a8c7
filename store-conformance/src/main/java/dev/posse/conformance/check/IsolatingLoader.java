package dev.posse.conformance.check;

import dev.posse.conformance.fault.ClientOpener;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.store.CasKeyValueStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Loads each class anew, but for those that its client and the checks speak of. */
final class IsolatingLoader extends ClassLoader {

    private static final Set<String> SHARED = Set.of("dev.posse.store", ClientOpener.class.getPackageName());

    private IsolatingLoader(ClassLoader parent) {
        super(parent);
    }

    static CasKeyValueStore open(IsolatedClient client) throws Exception {
        ClassLoader parent = client.opener().getClassLoader();
        Class<?> opener = new IsolatingLoader(parent).loadClass(client.opener().getName());
        return ((ClientOpener) opener.getConstructor().newInstance()).open(client.address());
    }

    private static boolean isShared(String name) {
        int dot = name.lastIndexOf('.');
        return SHARED.contains(dot < 0 ? "" : name.substring(0, dot)) || isOfJava(name);
    }

    private static boolean isOfJava(String name) {
        try {
            return ClassLoader.getPlatformClassLoader().loadClass(name) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isShared(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? anew(name) : loaded;
        }
    }

    private Class<?> anew(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
