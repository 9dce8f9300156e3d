"""A folder of results in whatever file system Spark writes to."""


class Folder:
    """A folder, reached through Hadoop's file systems as Spark itself reaches it."""

    def __init__(self, spark, address):
        self._jvm = spark._jvm
        self.address = address.rstrip("/")
        self._system = self._path("").getFileSystem(spark._jsc.hadoopConfiguration())

    def path(self, name):
        """The address of something in the folder."""
        return f"{self.address}/{name}" if name else self.address

    def exists(self, name=""):
        return self._system.exists(self._path(name))

    def names(self, name=""):
        """The names in a folder of the folder, in order; none when it is not there."""
        if not self.exists(name):
            return []
        return sorted(each.getPath().getName() for each in self._system.listStatus(self._path(name)))

    def delete(self, name):
        self._system.delete(self._path(name), True)

    def write_text(self, name, text):
        """Writes a small file, in place of what is there."""
        stream = self._system.create(self._path(name), True)
        try:
            stream.write(bytearray(text.encode()))
        finally:
            stream.close()

    def read_text(self, name):
        stream = self._system.open(self._path(name))
        try:
            return bytes(self._jvm.org.apache.commons.io.IOUtils.toByteArray(stream)).decode()
        finally:
            stream.close()

    def _path(self, name):
        return self._jvm.org.apache.hadoop.fs.Path(self.path(name))
