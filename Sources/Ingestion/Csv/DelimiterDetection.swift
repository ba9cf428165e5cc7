// SPDX-License-Identifier: Apache-2.0

/// Which of comma, semicolon and tab parts the cells.
enum DelimiterDetection {
  static let candidates: [UInt8] = [0x2C, 0x3B, 0x09]

  /// The candidate that cuts most of the first twenty lines into the same number of cells; comma when none does.
  static func delimiter(of text: DecodedText) -> UInt8 {
    let counts = countsByLine(text)
    var best: (delimiter: UInt8, score: Int) = (0x2C, 0)
    for (index, candidate) in candidates.enumerated() {
      let cuts = counts.map { $0[index] }.filter { $0 > 0 }
      let typical = cuts.max { first, second in
        let left = cuts.count { $0 == first }
        let right = cuts.count { $0 == second }
        return (left, first) < (right, second)
      }
      guard let typical else { continue }
      let score = cuts.count { $0 == typical } * 1_000 + min(typical, 999)
      if score > best.score { best = (candidate, score) }
    }
    return best.delimiter
  }

  private static func countsByLine(_ text: DecodedText) -> [[Int]] {
    var lines: [[Int]] = [[0, 0, 0]]
    var isQuoted = false
    var position = text.start
    let end = min(text.bytes.count, text.start + (64 << 10))
    while position < end, lines.count <= 20 {
      let byte = text.bytes.pointer[position]
      position += 1
      if byte == 0x22 { isQuoted.toggle() }
      if byte == 0x0A { lines.append([0, 0, 0]) }
      // A newline inside quotes is counted as a line as well: a stray quote must not blind the detection.
      if byte == 0x0A && isQuoted { isQuoted = false }
      if isQuoted { continue }
      if let index = candidates.firstIndex(of: byte) { lines[lines.count - 1][index] += 1 }
    }
    return lines
  }
}
