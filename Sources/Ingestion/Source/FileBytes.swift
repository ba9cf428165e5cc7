// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The bytes of one file in one piece of memory that does not move while it lives.
final class FileBytes {
  let pointer: UnsafeMutablePointer<UInt8>
  let count: Int

  /// Room for `count` bytes, to be filled by the maker.
  init(capacity: Int, filledBy fill: (UnsafeMutablePointer<UInt8>) -> Int) {
    pointer = UnsafeMutablePointer<UInt8>.allocate(capacity: max(capacity, 1))
    count = fill(pointer)
  }

  convenience init(_ bytes: [UInt8]) {
    self.init(capacity: bytes.count) { target in
      bytes.withUnsafeBufferPointer { source in
        if let base = source.baseAddress { target.update(from: base, count: source.count) }
      }
      return bytes.count
    }
  }

  deinit { pointer.deallocate() }

  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: pointer, count: count) }

  func starts(with prefix: [UInt8]) -> Bool {
    count >= prefix.count && prefix.indices.allSatisfy { pointer[$0] == prefix[$0] }
  }

  /// Reads a whole file.
  ///
  /// - Throws: `fileNotReadable`, `fileTooLarge`, `fileEmpty`.
  static func read(path: String, name: String, limits: Limits) throws(IngestionError) -> FileBytes {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw IngestionError(
        .fileNotReadable, name, String(cString: strerror(errno)), hint: "check the path and who may read it")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw IngestionError(
        .fileNotReadable, name, "not a regular file", hint: "name a file, not a folder or a pipe")
    }
    let size = Int(status.st_size)
    try check(size: size, name: name, limits: limits)
    var failure: Int32 = 0
    let bytes = FileBytes(capacity: size) { target in
      var filled = 0
      while filled < size {
        let got = Glibc.read(descriptor, target + filled, size - filled)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        filled += got
      }
      return filled
    }
    guard failure == 0, bytes.count == size else {
      let reason =
        failure == 0 ? "the file became shorter while it was read" : String(cString: strerror(failure))
      throw IngestionError(.fileNotReadable, name, reason, hint: "try again")
    }
    return bytes
  }

  static func check(size: Int, name: String, limits: Limits) throws(IngestionError) {
    guard size > 0 else {
      throw IngestionError(.fileEmpty, name, "0 bytes", hint: "export the table again")
    }
    guard size <= limits.fileBytes else {
      throw IngestionError(
        .fileTooLarge, name, "\(size) bytes, at most \(limits.fileBytes) are read",
        hint: "split the file, for example by year")
    }
  }

  static func fileName(of path: String) -> String {
    String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
  }
}
