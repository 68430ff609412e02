// What went wrong with a file, an article or an address: the fact, and below it what to do. Both as the server says them.

interface FactRemedyProps {
  fact: string | null
  remedy: string | null
}

/** Nothing without a fact. */
export function FactRemedy({ fact, remedy }: FactRemedyProps) {
  if (fact === null) return null
  return (
    <div class="fact">
      <div>{fact}</div>
      {remedy !== null && remedy !== '' && <div class="quiet">{remedy}</div>}
    </div>
  )
}
