// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that cannot be opened, read or written, in the system's words.
struct ByteFileError: Error, CustomStringConvertible {
  let description: String

  init(_ what: String, _ path: String) {
    description = "\(what) \"\(path)\": \(String(cString: strerror(errno)))"
  }
}

/// Bytes of a file, or of standard input for `-`, in pieces.
struct ByteReader {
  private let path: String
  private let descriptor: Int32
  static let pieceSize = 1 << 16

  init(_ path: String) throws {
    self.path = path
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw ByteFileError("cannot open", path) }
  }

  /// Empty at the end.
  func piece() throws -> [UInt8] {
    while true {
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: ByteReader.pieceSize) { buffer, filled in
        count = read(descriptor, buffer.baseAddress, buffer.count)
        filled = max(0, count)
      }
      if count >= 0 { return bytes }
      if errno != EINTR { throw ByteFileError("cannot read", path) }
    }
  }
}

/// Text to a file, or to standard output for nil, whole pieces at a time.
final class ByteWriter {
  private let path: String
  private let descriptor: Int32
  private var held: [UInt8] = []

  init(_ path: String?) throws {
    self.path = path ?? "standard output"
    descriptor = path.map { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) } ?? 1
    if descriptor < 0 { throw ByteFileError("cannot write", self.path) }
    // A reader that went away is an error of this write, not the death of the process.
    signal(SIGPIPE, SIG_IGN)
  }

  func write(_ text: String) throws {
    held.append(contentsOf: text.utf8)
    if held.count >= ByteReader.pieceSize { try flush() }
  }

  func flush() throws {
    var start = 0
    while start < held.count {
      let count = held.withUnsafeBytes { buffer in
        systemWrite(descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw ByteFileError("cannot write", path)
      }
      start += count
    }
    held.removeAll(keepingCapacity: true)
  }

  /// For messages beside the result. Control characters of a file must not steer the terminal.
  static func complain(_ text: String) {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      line.append(scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) ? "\u{FFFD}" : scalar)
    }
    let bytes = Array((String(line) + "\n").utf8)
    bytes.withUnsafeBytes { _ = systemWrite(2, $0.baseAddress, $0.count) }
  }
}

/// The system's `write`, beside methods of that name.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
