// SPDX-License-Identifier: Apache-2.0

/// A growing row of plain values behind one pointer.
///
/// `Array` in a class costs a uniqueness and an exclusivity check at every append; eight million cells a file feel it.
final class Growing<Element: BitwiseCopyable> {
  @exclusivity(unchecked) private(set) var pointer: UnsafeMutablePointer<Element>
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private var capacity: Int

  init(capacity: Int = 256) {
    self.capacity = capacity
    pointer = .allocate(capacity: capacity)
  }

  convenience init(repeating value: Element, count: Int) {
    self.init(capacity: max(count, 1))
    pointer.initialize(repeating: value, count: count)
    self.count = count
  }

  deinit { pointer.deallocate() }

  @inline(__always)
  func append(_ value: Element) {
    if count == capacity { grow(to: count + 1) }
    (pointer + count).initialize(to: value)
    count += 1
  }

  func append(from source: UnsafePointer<Element>, count added: Int) {
    if count + added > capacity { grow(to: count + added) }
    (pointer + count).initialize(from: source, count: added)
    count += added
  }

  func removeAll() { count = 0 }

  /// Element `index`, which must be below `count`.
  @inline(__always)
  subscript(_ index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "an element that was appended")
      return pointer[index]
    }
    set {
      precondition(index >= 0 && index < count, "an element that was appended")
      pointer[index] = newValue
    }
  }

  var array: [Element] { Array(UnsafeBufferPointer(start: pointer, count: count)) }

  private func grow(to wanted: Int) {
    let larger = max(capacity * 2, wanted)
    let new = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    new.moveInitialize(from: pointer, count: count)
    pointer.deallocate()
    pointer = new
    capacity = larger
  }
}
