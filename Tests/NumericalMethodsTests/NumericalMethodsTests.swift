// SPDX-License-Identifier: Apache-2.0
import NumericalMethods
import Testing

/// Sees wrong constants and wrong signs; does not see loss of digits far in the tails beyond those listed.
@Suite struct NormalDistributionTests {
  @Test("scores of known probabilities agree with printed tables to fifteen digits")
  func knownScores() {
    // Values of scipy 1.17 `norm.ppf`.
    let known: [(Double, Double)] = [
      (0.5, 0), (0.9, 1.2815515655446004), (0.975, 1.959963984540054), (0.995, 2.5758293035489004),
      (0.0001, -3.719016485455709), (1e-10, -6.361340902404056),
    ]
    for (probability, score) in known {
      #expect(abs(NormalDistribution.score(probability: probability) - score) < 2e-14 * max(1, abs(score)))
    }
  }

  @Test("probability of a score is the inverse of score of a probability")
  func inverse() {
    for step in 1..<200 {
      let probability = Double(step) / 200
      let back = NormalDistribution.probability(below: NormalDistribution.score(probability: probability))
      #expect(abs(back - probability) < 1e-15)
    }
  }

  @Test("probabilities 0 and 1 are infinitely far, others do not exist")
  func edges() {
    #expect(NormalDistribution.score(probability: 0) == -.infinity)
    #expect(NormalDistribution.score(probability: 1) == .infinity)
    #expect(NormalDistribution.score(probability: -0.1).isNaN)
    #expect(NormalDistribution.score(probability: .nan).isNaN)
  }
}

@Suite struct RandomStreamTests {
  @Test("the same seed gives the same bits, another seed others")
  func seeds() {
    var first = RandomStream(seed: 7)
    var second = RandomStream(seed: 7)
    var other = RandomStream(seed: 8)
    let a = (0..<8).map { _ in first.next() }
    #expect(a == (0..<8).map { _ in second.next() })
    #expect(a != (0..<8).map { _ in other.next() })
  }

  @Test("ten thousand normals have mean 0 and variance 1 within four standard errors")
  func moments() {
    var stream = RandomStream(seed: 1)
    let draws = (0..<10_000).map { _ in stream.normal() }
    let mean = stableMean(draws)
    let variance = stableMean(draws.map { ($0 - mean) * ($0 - mean) })
    #expect(abs(mean) < 0.04)
    #expect(abs(variance - 1) < 0.06)
  }
}

@Suite struct SearchTests {
  @Test("a valley is found to the tolerance, also at the end of the range")
  func lineSearch() {
    let inside = minimise(over: 0...10, gridPoints: 5, tolerance: 1e-9) { ($0 - 3.3) * ($0 - 3.3) }
    #expect(abs(inside - 3.3) < 1e-7)
    let edge = minimise(over: 0...1, gridPoints: 3, tolerance: 1e-9) { -$0 }
    #expect(edge == 1)
  }

  @Test("of two valleys the deeper one is taken when the grid sees it")
  func twoValleys() {
    let found = minimise(over: 0...4, gridPoints: 9, tolerance: 1e-8) { x in
      let left = (x - 0.5) * (x - 0.5)
      let right = (x - 3.5) * (x - 3.5) - 0.2
      return min(left, right)
    }
    #expect(abs(found - 3.5) < 1e-6)
  }

  @Test("a small system is solved, and a singular one is refused")
  func cholesky() {
    var matrix: [Double] = [4, 2, 2, 3]
    var side: [Double] = [8, 7]
    let solved = matrix.withUnsafeMutableBufferPointer { m in
      side.withUnsafeMutableBufferPointer { s in
        solvePositiveDefinite(m.baseAddress!, s.baseAddress!, count: 2)
      }
    }
    #expect(solved)
    #expect(abs(side[0] - 1.25) < 1e-14 && abs(side[1] - 1.5) < 1e-14)
    var singular: [Double] = [1, 1, 1, 1]
    let refused = singular.withUnsafeMutableBufferPointer { m in
      side.withUnsafeMutableBufferPointer { s in
        solvePositiveDefinite(m.baseAddress!, s.baseAddress!, count: 2)
      }
    }
    #expect(!refused)
  }

  @Test("systems of every width are solved from the lower triangle alone", arguments: 1...21)
  func choleskyWidths(_ width: Int) {
    var stream = RandomStream(seed: UInt64(width))
    let roots = (0..<(width * width)).map { _ in stream.normal() }
    // R·Rᵀ + 1, the upper triangle left as no numbers.
    func entry(_ row: Int, _ column: Int) -> Double {
      (0..<width).reduce(row == column ? 1 : 0) { $0 + roots[row * width + $1] * roots[column * width + $1] }
    }
    var matrix = (0..<(width * width)).map { $0 % width <= $0 / width ? entry($0 / width, $0 % width) : .nan }
    let wanted = (0..<width).map { Double($0 + 1) }
    var side = (0..<width).map { row in (0..<width).reduce(0) { $0 + entry(row, $1) * wanted[$1] } }
    let solved = matrix.withUnsafeMutableBufferPointer { m in
      side.withUnsafeMutableBufferPointer { solvePositiveDefinite(m.baseAddress!, $0.baseAddress!, count: width) }
    }
    #expect(solved)
    #expect(zip(side, wanted).allSatisfy { abs($0 - $1) < 1e-9 * Double(width) }, "\(side)")
    // L·Lᵀ is the matrix again, where the diagonal holds 1 / Lᵢᵢ.
    func factor(_ row: Int, _ column: Int) -> Double {
      row == column ? 1 / matrix[row * width + row] : column < row ? matrix[row * width + column] : 0
    }
    for row in 0..<width {
      for column in 0...row {
        let product = (0..<width).reduce(0) { $0 + factor(row, $1) * factor(column, $1) }
        #expect(abs(product - entry(row, column)) < 1e-10 * entry(row, row))
      }
    }
  }

  @Test("a curve through exact points is recovered by nonlinear least squares")
  func exponentialCurve() {
    // y = 2·x/(0.5 + x), written as residuals with exact derivatives.
    let xs: [Double] = (1...20).map { Double($0) / 10 }
    let ys = xs.map { 2 * $0 / (0.5 + $0) }
    var parameters: [Double] = [1, 1]
    var space = [Double](repeating: 0, count: NonlinearLeastSquares.workspaceSize(for: 2))
    let left = parameters.withUnsafeMutableBufferPointer { p in
      space.withUnsafeMutableBufferPointer { w in
        NonlinearLeastSquares(iterationLimit: 100, relativeDecrease: 1e-15).minimise(
          p.baseAddress!, count: 2, workspace: w.baseAddress!,
          objective: { p in
            zip(xs, ys).reduce(0) { sum, pair in
              let r = p[0] * pair.0 / (p[1] + pair.0) - pair.1
              return sum + r * r
            }
          },
          normalEquations: { p, matrix, gradient in
            for index in 0..<4 { matrix[index] = 0 }
            gradient[0] = 0
            gradient[1] = 0
            for (x, y) in zip(xs, ys) {
              let d0 = x / (p[1] + x)
              let d1 = -p[0] * x / ((p[1] + x) * (p[1] + x))
              let r = p[0] * d0 - y
              matrix[0] += d0 * d0
              matrix[1] += d0 * d1
              matrix[2] += d0 * d1
              matrix[3] += d1 * d1
              gradient[0] += r * d0
              gradient[1] += r * d1
            }
          })
      }
    }
    #expect(left < 1e-18)
    #expect(abs(parameters[0] - 2) < 1e-7 && abs(parameters[1] - 0.5) < 1e-7)
  }

  @Test("a sum of a large number, small ones and its negative keeps the small ones")
  func stable() {
    #expect(stableSum([1e16, 1, 1, -1e16]) == 2)
    #expect(stableMean([]).isNaN)
  }

  @Test("the line through points on a line is that line")
  func line() {
    let line = fittedLine(through: [3, 5, 7, 9])
    #expect(line.intercept == 3 && line.slope == 2)
    #expect(fittedLine(through: [4]) == (4, 0))
  }
}
