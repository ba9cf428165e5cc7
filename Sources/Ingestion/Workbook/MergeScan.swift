// SPDX-License-Identifier: Apache-2.0

/// The merged cells of a sheet. They stand behind its rows, so the unpacked bytes are looked through once, without parsing them.
struct MergeScan {
  private var ranges: [MergedCells.Range] = []
  /// The bytes of a mark that may go on in the next block.
  private var carry: [UInt8] = []

  private static let mark = Array("mergeCell ".utf8)
  /// A whole element: `mergeCell ref="XFD1048576:XFD1048576"` and its quotes.
  private static let elementBytes = 96

  static func read(_ archive: Archive, _ path: String) throws(IngestionError) -> MergedCells? {
    guard let reader = try archive.open(path) else { return nil }
    var scan = MergeScan()
    let block = UnsafeMutablePointer<UInt8>.allocate(capacity: XMLStream.blockSize)
    defer { block.deallocate() }
    // A block that can't be unpacked is told when the rows are read.
    while let count = reader.read(block, XMLStream.blockSize), count > 0 {
      scan.take(UnsafeBufferPointer(start: block, count: count))
      if scan.ranges.count >= MergedCells.maximum { break }
    }
    scan.take(UnsafeBufferPointer(start: block, count: 0), isLast: true)
    return MergedCells(scan.ranges)
  }

  private mutating func take(_ block: UnsafeBufferPointer<UInt8>, isLast: Bool = false) {
    if !carry.isEmpty || isLast {
      let joined = carry + block.prefix(MergeScan.elementBytes * 2)
      joined.withUnsafeBufferPointer { search($0, startsBefore: isLast ? $0.count : carry.count) }
    }
    let safe = max(0, block.count - MergeScan.elementBytes)
    search(block, startsBefore: safe)
    carry = Array(block[safe...])
  }

  /// Looks for elements that begin before `limit`; `g` is rare enough in a sheet to look for first.
  private mutating func search(_ bytes: UnsafeBufferPointer<UInt8>, startsBefore limit: Int) {
    let mark = MergeScan.mark
    var index = 0
    while index < limit {
      guard bytes[index] == mark[0], index + mark.count <= bytes.count, bytes[index + 5] == mark[5],
        (0..<mark.count).allSatisfy({ bytes[index + $0] == mark[$0] })
      else {
        index += 1
        continue
      }
      index += mark.count
      if let range = MergeScan.range(bytes, index) { ranges.append(range) }
    }
  }

  /// `ref="A2:B7"` behind `start`.
  private static func range(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> MergedCells.Range? {
    var numbers: [Int] = []
    var index = start
    let end = min(bytes.count, start + 80)
    while index < end, bytes[index] != 0x22, bytes[index] != 0x27 { index += 1 }
    index += 1
    for _ in 0..<2 {
      var column = 0
      while index < end, (0x41...0x5A).contains(bytes[index]), column < 1 << 20 {
        column = column * 26 + Int(bytes[index] - 0x40)
        index += 1
      }
      var row = 0
      while index < end, (0x30...0x39).contains(bytes[index]), row < 1 << 24 {
        row = row * 10 + Int(bytes[index] - 0x30)
        index += 1
      }
      guard column > 0, row > 0 else { return nil }
      numbers += [column - 1, row]
      if index < end, bytes[index] == 0x3A { index += 1 }
    }
    return MergedCells.Range(top: numbers[1], bottom: numbers[3], left: numbers[0], right: numbers[2])
  }
}
