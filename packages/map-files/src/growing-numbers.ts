/** An append-only array of doubles that doubles its room: a plain array of them costs three times the memory. */
export class GrowingNumbers {
  #room = new Float64Array(1_024)
  #length = 0

  get length(): number {
    return this.#length
  }

  pair(x: number, y: number): void {
    if (this.#length + 2 > this.#room.length) {
      const wider = new Float64Array(this.#room.length * 2)
      wider.set(this.#room)
      this.#room = wider
    }
    this.#room[this.#length] = x
    this.#room[this.#length + 1] = y
    this.#length += 2
  }

  at(index: number): number {
    return this.#room[index] ?? Number.NaN
  }

  cutTo(length: number): void {
    this.#length = length
  }

  copy(): Float64Array {
    return this.#room.slice(0, this.#length)
  }
}
