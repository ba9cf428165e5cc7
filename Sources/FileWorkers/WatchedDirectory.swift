// SPDX-License-Identifier: Apache-2.0
import Glibc
public import PlanningCycle

/// Folders below one directory of this machine, which the operator named when the server was started. No path below it goes through a link: what lies
/// elsewhere cannot be reached by one.
public struct WatchedDirectory: WatchedFolders {
  /// Entries of one folder that are listed; beyond it the folder is refused.
  static let entryLimit = 20_000
  /// Of files that somebody still copies.
  private static let unfinished = [".part", ".partial", ".tmp", ".crdownload", ".filepart"]

  private let root: String?

  /// - Parameter root: an absolute path; nil permits no folder.
  public init(root: String?) { self.root = root.map { Self.plain($0) } }

  public func objection(to path: String) -> SourceFault? {
    do throws(SourceFault) {
      try open(path).close()
      return nil
    } catch { return error }
  }

  public func files(in path: String) throws(SourceFault) -> [WatchedFile] {
    let folder = try open(path)
    defer { folder.close() }
    let names = try folder.names().filter { Self.isFinished($0) }
    return names.sorted().compactMap { folder.file($0) }
  }

  public func bytes(of file: WatchedFile, in path: String) throws(SourceFault) -> [UInt8] {
    let folder = try open(path)
    defer { folder.close() }
    return try folder.bytes(of: file)
  }

  public func putAside(_ file: WatchedFile, in path: String, as end: WatchedFile.End, notes: String) throws(SourceFault) {
    let folder = try open(path)
    defer { folder.close() }
    try folder.putAside(file, end, notes)
  }

  /// The folder, reached from the root step by step.
  private func open(_ path: String) throws(SourceFault) -> FolderHandle {
    guard let root else {
      throw Self.refused("服务器启动时没有给出 --watched-folder", "the server was started without --watched-folder")
    }
    let wanted = path.hasPrefix("/") ? Self.plain(path) : root + "/" + Self.plain(path)
    guard wanted == root || wanted.hasPrefix(root == "/" ? "/" : root + "/") else {
      throw Self.refused("文件夹不在 \(root) 之内", "the folder does not lie below \(root)")
    }
    let steps = wanted.dropFirst(root.count).split(separator: "/").map(String.init)
    guard !steps.contains("..") else { throw Self.refused("路径里不能有 ..", "no path with ..") }
    var descriptor = Glibc.open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failed("打不开 \(root)", "\(root) cannot be opened") }
    for step in steps {
      let next = openat(descriptor, step, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let number = errno
      Glibc.close(descriptor)
      guard next >= 0 else {
        errno = number
        throw Self.failed("打不开文件夹 \(step)（不存在、是链接，或没有权限）", "the folder \(step) cannot be opened: not there, a link, or no right to it")
      }
      descriptor = next
    }
    return FolderHandle(descriptor: descriptor)
  }

  private static func isFinished(_ name: String) -> Bool {
    !name.hasPrefix(".") && !name.hasPrefix("~$") && !unfinished.contains { name.lowercased().hasSuffix($0) }
  }

  /// Without doubled strokes and dots that mean nothing.
  private static func plain(_ path: String) -> String {
    let steps = path.split(separator: "/").filter { $0 != "." }
    return (path.hasPrefix("/") ? "/" : "") + steps.joined(separator: "/")
  }

  static func refused(_ chinese: String, _ english: String) -> SourceFault {
    SourceFault(.settingRefused, BilingualText(chinese, english))
  }

  static func failed(_ chinese: String, _ english: String) -> SourceFault {
    SourceFault(.settingRefused, BilingualText(chinese, english), said: String(cString: strerror(errno)))
  }
}

/// One open folder.
struct FolderHandle {
  let descriptor: Int32

  func close() { Glibc.close(descriptor) }

  func names() throws(SourceFault) -> [String] {
    guard let stream = fdopendir(dup(descriptor)) else { throw WatchedDirectory.failed("读不了文件夹", "the folder cannot be listed") }
    defer { closedir(stream) }
    rewinddir(stream)
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(name)
      guard names.count <= WatchedDirectory.entryLimit else {
        throw WatchedDirectory.refused(
          "文件夹里超过 \(WatchedDirectory.entryLimit) 项，请清理", "more than \(WatchedDirectory.entryLimit) entries in the folder; tidy it up")
      }
    }
    return names
  }

  /// nil for what is no file of its own.
  func file(_ name: String) -> WatchedFile? {
    var found = stat()
    guard fstatat(descriptor, name, &found, AT_SYMLINK_NOFOLLOW) == 0, found.st_mode & S_IFMT == S_IFREG else { return nil }
    return Self.file(name, found)
  }

  private static func file(_ name: String, _ found: stat) -> WatchedFile {
    WatchedFile(
      name: name, size: Int64(found.st_size), changedAt: Int64(found.st_mtim.tv_sec) * 1_000_000_000 + Int64(found.st_mtim.tv_nsec),
      number: UInt64(found.st_ino))
  }

  func bytes(of file: WatchedFile) throws(SourceFault) -> [UInt8] {
    guard file.size <= Int64(SourceBounds.fileBytes) else {
      throw SourceFault(
        .tooLarge,
        BilingualText(
          "\(file.name) 有 \(file.size) 字节，上限 \(SourceBounds.fileBytes)",
          "\(file.name) has \(file.size) bytes, at most \(SourceBounds.fileBytes)"))
    }
    let open = openat(descriptor, file.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard open >= 0 else { throw WatchedDirectory.failed("打不开文件 \(file.name)", "the file \(file.name) cannot be opened") }
    defer { Glibc.close(open) }
    var bytes = [UInt8](repeating: 0, count: Int(file.size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { read(open, $0.baseAddress! + filled, $0.count - filled) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      filled += count
    }
    var found = stat()
    guard fstat(open, &found) == 0, found.st_mode & S_IFMT == S_IFREG, Self.file(file.name, found) == file, filled == bytes.count else {
      throw stillWritten(file.name)
    }
    return bytes
  }

  private func stillWritten(_ name: String) -> SourceFault {
    SourceFault(.busy, BilingualText("\(name) 还在写入", "\(name) is still being written"))
  }

  func putAside(_ file: WatchedFile, _ end: WatchedFile.End, _ notes: String) throws(SourceFault) {
    if mkdirat(descriptor, end.rawValue, 0o755) != 0, errno != EEXIST {
      throw WatchedDirectory.failed("建不了文件夹 \(end.rawValue)", "the folder \(end.rawValue) cannot be made")
    }
    let place = openat(descriptor, end.rawValue, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard place >= 0 else { throw WatchedDirectory.failed("打不开文件夹 \(end.rawValue)", "the folder \(end.rawValue) cannot be opened") }
    defer { Glibc.close(place) }
    // Whoever lays another file of the same name there meanwhile has it read by the next run.
    guard self.file(file.name) == file else { throw stillWritten(file.name) }
    let name = FolderHandle(descriptor: place).free(file.name)
    try Self.write(notes, name + ".txt", in: place)
    guard renameat(descriptor, file.name, place, name) == 0 else {
      throw WatchedDirectory.failed("移不动文件 \(file.name)", "the file \(file.name) cannot be moved")
    }
  }

  /// The name itself, or with a number before its ending: what lies there already is not written over.
  private func free(_ name: String) -> String {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    // A name has 255 bytes at most, with what is put to it.
    var stem = String(name[..<dot])
    while stem.utf8.count + name[dot...].utf8.count > 235 { stem.removeLast() }
    for number in 1... {
      let candidate = (number == 1 ? stem : "\(stem)-\(number)") + name[dot...]
      if faccessat(descriptor, candidate, F_OK, AT_SYMLINK_NOFOLLOW) != 0,
        faccessat(descriptor, candidate + ".txt", F_OK, AT_SYMLINK_NOFOLLOW) != 0
      {
        return candidate
      }
    }
    return name
  }

  private static func write(_ text: String, _ name: String, in place: Int32) throws(SourceFault) {
    let open = openat(place, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard open >= 0 else { throw WatchedDirectory.failed("写不了 \(name)", "\(name) cannot be written") }
    defer { Glibc.close(open) }
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(open, $0.baseAddress! + written, $0.count - written) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw WatchedDirectory.failed("写不了 \(name)", "\(name) cannot be written") }
      written += count
    }
  }
}
