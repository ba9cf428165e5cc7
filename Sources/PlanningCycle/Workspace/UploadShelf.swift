// SPDX-License-Identifier: Apache-2.0

/// Files that were dropped and looked at but not yet kept: a few, the oldest forgotten first.
struct UploadShelf {
  struct Upload {
    let id: String
    let person: Int64
    let file: UploadedFile
  }

  static let countLimit = 8
  static let bytesLimit = 200 << 20

  private var uploads: [Upload] = []
  private var counter = 0

  mutating func put(_ file: UploadedFile, person: Int64) -> String {
    counter += 1
    let id = "u\(counter)"
    uploads.append(Upload(id: id, person: person, file: file))
    while uploads.count > Self.countLimit || uploads.reduce(0, { $0 + $1.file.bytes.count }) > Self.bytesLimit,
      uploads.count > 1
    {
      uploads.removeFirst()
    }
    return id
  }

  /// Only whoever dropped it may look at it.
  func find(_ id: String, person: Int64) -> UploadedFile? { uploads.first { $0.id == id && $0.person == person }?.file }

  /// Only whoever dropped it may take it.
  mutating func take(_ id: String, person: Int64) -> UploadedFile? {
    guard let index = uploads.firstIndex(where: { $0.id == id && $0.person == person }) else { return nil }
    return uploads.remove(at: index).file
  }
}
