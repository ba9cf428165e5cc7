// SPDX-License-Identifier: Apache-2.0

/// Sums of products of derivatives over a block of observations: the sums stay in registers while the block passes by.
extension ETSWorkspace {
  /// Adds Σ dᵢdⱼ of the lower triangle, Σ ε·d and, where `relative`, Σ dlog μ.
  ///
  /// - Parameter groups: of this form, at most those of the workspace.
  func addBlock(groups: Int, relative: Bool) {
    let logFactors = factors + ETSWorkspace.blockLength
    for group in 0..<groups {
      var cross = sums[group]
      var logs = sums[groups + group]
      for index in 0..<ETSWorkspace.blockLength {
        let derivative = block[index &* groups &+ group]
        cross += factors[index] * derivative
        if relative { logs += logFactors[index] * derivative }
      }
      sums[group] = cross
      if relative { sums[groups + group] = logs }
      var other = 0
      while other + 1 <= group {
        addPair(group, other, groups)
        other += 2
      }
      if other == group { addOne(group, other, groups) }
    }
  }

  /// The products of four derivatives with four others.
  @inline(__always)
  private func addOne(_ group: Int, _ other: Int, _ groups: Int) {
    let place = products + 4 * group * groups + other
    var (one, two, three, four) = (place[0], place[groups], place[2 * groups], place[3 * groups])
    for index in 0..<ETSWorkspace.blockLength {
      let row = block + index &* groups
      let (own, with) = (row[group], row[other])
      one += own[0] * with
      two += own[1] * with
      three += own[2] * with
      four += own[3] * with
    }
    (place[0], place[groups], place[2 * groups], place[3 * groups]) = (one, two, three, four)
  }

  /// The same with eight others: every derivative that is read serves twice.
  @inline(__always)
  private func addPair(_ group: Int, _ other: Int, _ groups: Int) {
    let place = products + 4 * group * groups + other
    var (one, two, three, four) = (place[0], place[groups], place[2 * groups], place[3 * groups])
    var (five, six, seven, eight) = (place[1], place[groups + 1], place[2 * groups + 1], place[3 * groups + 1])
    for index in 0..<ETSWorkspace.blockLength {
      let row = block + index &* groups
      let (own, with, next) = (row[group], row[other], row[other + 1])
      one += own[0] * with
      five += own[0] * next
      two += own[1] * with
      six += own[1] * next
      three += own[2] * with
      seven += own[2] * next
      four += own[3] * with
      eight += own[3] * next
    }
    (place[0], place[groups], place[2 * groups], place[3 * groups]) = (one, two, three, four)
    (place[1], place[groups + 1], place[2 * groups + 1], place[3 * groups + 1]) = (five, six, seven, eight)
  }
}
