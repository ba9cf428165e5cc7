// SPDX-License-Identifier: Apache-2.0

/// An item's name taken apart: words, measures, models and bare numbers.
struct GoodsName: Sendable {
  /// What is left: Chinese characters one by one, Latin words as a whole, in their order, without blanks.
  let words: [UInt32]
  let measures: [GoodsMeasure]
  /// Letters with digits, BCD-216W as bcd216w, and bare numbers; in order of bytes.
  let models: [String]
  /// Everything without blanks and punctuation.
  let whole: [UInt32]

  init?(_ text: String) {
    let scalars = FoldText.scalars(text)
    var (words, measures, models): ([UInt32], [GoodsMeasure], [String]) = ([], [], [])
    var position = 0
    while position < scalars.count {
      let value = scalars[position]
      if FoldText.isLatin(value) {
        let end = GoodsName.runEnd(scalars, position)
        let run = Array(scalars[position..<end])
        if let (number, after) = GoodsName.number(scalars, position), let read = GoodsMeasure.read(number, scalars, at: after) {
          measures.append(read.measure)
          position = read.end
          continue
        }
        if run.contains(where: FoldText.isDigit) {
          models.append(FoldText.text(run.filter(FoldText.isLatin)))
        } else {
          words += run
        }
        position = end
      } else {
        if FoldText.isChinese(value) { words.append(value) }
        position += 1
      }
    }
    whole = scalars.filter { FoldText.isChinese($0) || FoldText.isLatin($0) }
    guard !whole.isEmpty else { return nil }
    self.words = words
    self.measures = measures.sorted()
    self.models = models.sorted()
  }

  /// A run of letters, digits and what joins them: bcd-216w, dn20/15.
  private static func runEnd(_ text: [UInt32], _ start: Int) -> Int {
    var end = start
    while end < text.count {
      let isJoint = [0x2D, 0x2F, 0x2E, 0x5F].contains(text[end]) && end + 1 < text.count && FoldText.isLatin(text[end + 1])
      guard FoldText.isLatin(text[end]) || isJoint else { break }
      end += 1
    }
    return end
  }

  private static func number(_ text: [UInt32], _ start: Int) -> (number: [UInt32], end: Int)? {
    guard FoldText.isDigit(text[start]) else { return nil }
    var end = start
    while end < text.count,
      FoldText.isDigit(text[end])
        || (text[end] == 0x2E && !text[start..<end].contains(0x2E) && end + 1 < text.count && FoldText.isDigit(text[end + 1]))
    { end += 1 }
    return (Array(text[start..<end]), end)
  }
}
