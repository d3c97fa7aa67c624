/** Which bar of which instrument. */
export interface Place {
  instrument: number;
  index: number;
}
