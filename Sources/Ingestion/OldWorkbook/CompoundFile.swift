// SPDX-License-Identifier: Apache-2.0

/// The container of old workbooks: a small file system of sectors ([MS-CFB]). Every chain is followed at most as far as there are sectors.
struct CompoundFile {
  private struct Stream {
    let name: String
    let start: UInt32
    let size: Int
  }

  private let bytes: FileBytes
  private let name: String
  private let sectorShift: Int
  /// Next sector of each sector.
  private var table: [UInt32] = []
  private var streams: [Stream] = []
  private var miniStream: FileBytes?
  private var miniTable: [UInt32] = []
  private static let miniShift = 6
  private static let miniCutoff = 4_096
  /// Larger marks are "free", "end of chain" and the like.
  private static let lastSector: UInt32 = 0xFFFF_FFF9

  static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  /// - Throws: `workbookDamaged`.
  init(_ bytes: FileBytes, name: String) throws(IngestionError) {
    self.bytes = bytes
    self.name = name
    guard bytes.count >= 512, let shift = bytes.u16(30), shift == 9 || shift == 12 else {
      throw Archive.damaged(name, "its first 512 bytes are not those of a workbook")
    }
    sectorShift = Int(shift)
    table = try readTable()
    try readDirectory()
  }

  func has(_ stream: String) -> Bool { streams.contains { $0.name == stream } }

  /// The bytes of a stream; nil when there is none of that name.
  func stream(_ wanted: String) throws(IngestionError) -> FileBytes? {
    guard let stream = streams.first(where: { $0.name == wanted }) else { return nil }
    if stream.size < CompoundFile.miniCutoff, let mini = miniStream {
      return try gather(stream.start, stream.size, from: mini, offset: 0, shift: CompoundFile.miniShift, table: miniTable)
    }
    return try gather(stream.start, stream.size, from: bytes, offset: 1, shift: sectorShift, table: table)
  }

  private var sectorCount: Int { max(0, (bytes.count - 1) >> sectorShift) }

  /// The allocation table: its first 109 sectors stand in the head of the file, the others in a chain of their own.
  private func readTable() throws(IngestionError) -> [UInt32] {
    var sectors: [UInt32] = []
    let wanted = min(Int(bytes.u32(44) ?? 0), sectorCount)
    for index in 0..<min(wanted, 109) { sectors.append(bytes.u32(76 + index * 4) ?? .max) }
    var next = bytes.u32(68) ?? .max
    var steps = 0
    let perSector = 1 << (sectorShift - 2)
    while sectors.count < wanted, next <= CompoundFile.lastSector, steps <= sectorCount {
      let base = (Int(next) + 1) << sectorShift
      for index in 0..<(perSector - 1) where sectors.count < wanted {
        guard let sector = bytes.u32(base + index * 4) else { throw broken("allocation table") }
        sectors.append(sector)
      }
      next = bytes.u32(base + (perSector - 1) * 4) ?? .max
      steps += 1
    }
    var result: [UInt32] = []
    result.reserveCapacity(sectors.count * perSector)
    for sector in sectors {
      let base = (Int(sector) + 1) << sectorShift
      // A file cut off in its last sector still has the entries before the cut.
      for index in 0..<perSector { result.append(bytes.u32(base + index * 4) ?? .max) }
      if result.count > sectorCount { break }
    }
    return result
  }

  private mutating func readDirectory() throws(IngestionError) {
    let chain = try chain(bytes.u32(48) ?? .max, table, limit: sectorCount)
    var root: Stream?
    for sector in chain {
      for entry in 0..<(1 << (sectorShift - 7)) {
        let base = ((Int(sector) + 1) << sectorShift) + entry * 128
        guard let length = bytes.u16(base + 64), let kind = bytes.u8(base + 66), let start = bytes.u32(base + 116),
          let size = bytes.u32(base + 120)
        else { throw broken("directory") }
        guard length >= 2, length <= 64 else { continue }
        let units = (0..<(Int(length) / 2 - 1)).map { bytes.u16(base + $0 * 2) ?? 0xFFFD }
        let stream = Stream(name: String(decoding: units, as: UTF16.self), start: start, size: min(Int(size), bytes.count))
        if kind == 5, root == nil { root = stream }
        if kind == 2 { streams.append(stream) }
      }
    }
    guard let root else { throw broken("directory") }
    guard let miniStart = bytes.u32(60), miniStart <= CompoundFile.lastSector, root.start <= CompoundFile.lastSector else { return }
    miniStream = try gather(root.start, root.size, from: bytes, offset: 1, shift: sectorShift, table: table)
    for sector in try self.chain(miniStart, table, limit: sectorCount) {
      let base = (Int(sector) + 1) << sectorShift
      for index in 0..<(1 << (sectorShift - 2)) { miniTable.append(bytes.u32(base + index * 4) ?? .max) }
    }
  }

  private func chain(_ start: UInt32, _ table: [UInt32], limit: Int) throws(IngestionError) -> [UInt32] {
    var result: [UInt32] = []
    var next = start
    while next <= CompoundFile.lastSector {
      guard result.count <= limit, Int(next) < table.count else { throw broken("chain of sectors") }
      result.append(next)
      next = table[Int(next)]
    }
    return result
  }

  private func gather(
    _ start: UInt32, _ size: Int, from source: FileBytes, offset: Int, shift: Int, table: [UInt32]
  ) throws(IngestionError) -> FileBytes {
    let wanted = (size + (1 << shift) - 1) >> shift
    let sectors = try chain(start, table, limit: max(wanted, source.count >> shift))
    guard sectors.count >= wanted else { throw broken("chain of sectors") }
    var isWhole = true
    let result = FileBytes(capacity: size) { target in
      var filled = 0
      for sector in sectors where filled < size {
        let base = (Int(sector) + offset) << shift
        let count = min(1 << shift, size - filled, source.count - base)
        guard count > 0 else {
          isWhole = false
          break
        }
        (target + filled).update(from: source.pointer + base, count: count)
        filled += count
      }
      return filled
    }
    guard isWhole, result.count == size else { throw broken("chain of sectors") }
    return result
  }

  private func broken(_ part: String) -> IngestionError {
    Archive.damaged(name, "the \(part) of the workbook's container leads nowhere")
  }
}

extension FileBytes {
  func u8(_ offset: Int) -> UInt8? { offset >= 0 && offset < count ? pointer[offset] : nil }

  /// Little-endian; nil beyond the end.
  func u16(_ offset: Int) -> UInt16? {
    guard offset >= 0, offset <= count - 2 else { return nil }
    return UInt16(pointer[offset]) | UInt16(pointer[offset + 1]) << 8
  }

  func u32(_ offset: Int) -> UInt32? {
    guard let low = u16(offset), let high = u16(offset + 2) else { return nil }
    return UInt32(low) | UInt32(high) << 16
  }

  func u64(_ offset: Int) -> UInt64? {
    guard let low = u32(offset), let high = u32(offset + 4) else { return nil }
    return UInt64(low) | UInt64(high) << 32
  }
}
