import { Radio } from '@mantine/core';
import { useState } from 'react';
import type { ExperimentSpec } from '../../experiment/schema.ts';
import { modelHelp, modelName } from '../../messages/models.ts';
import type { ModelId } from '../../nn/index.ts';
import { models } from '../../nn/index.ts';
import { isSlow } from '../../store/adapter.ts';
import { useApp } from '../../store/app.ts';
import { fieldErrorText } from '../kit/FieldError.tsx';
import { useMessages } from '../kit/language.ts';
import classes from '../kit/radioList.module.css';
import type { Rejection } from './changeModel.ts';
import { applyExperiment, chooseModel } from './changeModel.ts';
import { SuggestedFixes } from './FixButtons.tsx';

/** Which family of networks. What was chosen for the one before is kept where the other has it too. */
export function ModelField() {
  const t = useMessages();
  const spec = useApp((state) => state.spec);
  const [rejection, setRejection] = useState<{ readonly of: ExperimentSpec; readonly why: Rejection } | null>(
    null,
  );
  const why = rejection?.of === spec ? rejection.why : null;
  function choose(id: ModelId): void {
    const withModel = (model: object) => ({ ...spec, model, start: null }) as ExperimentSpec;
    const slow = isSlow(useApp.getState().adapter);
    const rejected = applyExperiment(withModel(chooseModel(spec.model, id, slow)));
    const plain = rejected === null ? null : applyExperiment(withModel({ id }));
    setRejection(plain === null ? null : { of: spec, why: plain });
  }
  return (
    <>
      <Radio.Group
        classNames={{ label: classes.label ?? '', error: classes.error ?? '' }}
        label={t('settings.model.label')}
        error={why && fieldErrorText(t, why.error)}
        value={spec.model.id}
        onChange={(next) => choose(next as ModelId)}
      >
        {models.map(({ id }) => (
          <Radio
            key={id}
            value={id}
            size="xs"
            classNames={{
              body: classes.choice ?? '',
              label: classes.name ?? '',
              description: classes.about ?? '',
            }}
            label={modelName(t, id)}
            description={modelHelp(t, id)}
          />
        ))}
      </Radio.Group>
      <SuggestedFixes spec={why?.spec} />
    </>
  );
}
