// What was asked most, and about which zones.
import type { Usage } from '../../../usage-contract.ts'
import { overviewWords } from '../../../web/words/overview.ts'
import { language } from '../here.ts'
import { Table } from '../parts/table.tsx'
import { When } from '../parts/time.tsx'

const words = overviewWords(language)

interface TopsProps {
  usage: Usage
}

export function TopQuestions({ usage: { questions } }: TopsProps) {
  return (
    <section>
      <h2>{words.topQuestions}</h2>
      <Table
        caption={words.topQuestions}
        rows={questions}
        keyOf={({ question, last_asked_at }) => `${last_asked_at} ${question}`}
        columns={[
          { head: words.question, cell: ({ question }) => question },
          { head: words.count, cell: ({ count }) => count.toLocaleString('en'), figures: true },
          { head: words.lastOutcome, cell: ({ outcome }) => words[outcome], short: true },
          {
            head: words.lastAsked,
            cell: ({ last_asked_at }) => <When at={last_asked_at} relatively />,
            short: true,
          },
        ]}
      />
    </section>
  )
}

export function TopZones({ usage: { zones } }: TopsProps) {
  const most = zones[0]?.count ?? 1
  return (
    <section>
      <h2>{words.topZones}</h2>
      {zones.length === 0 ? (
        <p class="empty">{words.noZones}</p>
      ) : (
        <Table
          caption={words.topZones}
          rows={zones}
          keyOf={({ value }) => value}
          columns={[
            {
              head: words.zone,
              cell: ({ value, count }) => (
                <div>
                  {value}
                  <div class="share" style={{ '--share': `${(count / most) * 100}%` }}></div>
                </div>
              ),
            },
            { head: words.count, cell: ({ count }) => count.toLocaleString('en'), figures: true },
          ]}
        />
      )}
    </section>
  )
}
